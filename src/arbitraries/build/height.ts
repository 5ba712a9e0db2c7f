import type { Alternative } from '../canonical/alternative.ts';
import type { Kind } from '../canonical/kinds.ts';
import type { Compilation, Conjunction } from '../compilation.ts';
import { itemsOf, leastItems } from './items.ts';
import { membersOf } from './members.ts';

/** Nesting beyond this is taken for endless. */
const highest = 16;

/** Least nesting that values need, worked out once for each conjunction. */
export interface Heights {
  /** 0 for a scalar, 1 more for each array or object around what it must hold; Infinity where no finite value was found. */
  of(conjunction: Conjunction): number;
  /** The same for one kind of one alternative. */
  ofKind(alternative: Alternative, kind: Kind): number;
}

/** Works out heights by asking for ever higher values, so that recursion ends. */
export function heightsOf(compilation: Compilation): Heights {
  const answers = new Map<Conjunction, boolean[]>();
  const fits = (conjunction: Conjunction, height: number): boolean => {
    if (height < 0) return false;
    const known = answers.get(conjunction) ?? [];
    answers.set(conjunction, known);
    known[height] ??=
      (height > 0 && fits(conjunction, height - 1)) ||
      conjunction.alternatives.some((one) => one.kinds.some((kind) => kindFits(one, kind, height)));
    return known[height];
  };
  const kindFits = (alternative: Alternative, kind: Kind, height: number): boolean => {
    if (alternative.values !== undefined) return true;
    return needs(alternative, kind, compilation)?.every((need) => fits(need, height - 1)) ?? false;
  };
  const least = (holds: (height: number) => boolean): number => {
    for (let height = 0; height <= highest; height++) if (holds(height)) return height;
    return Infinity;
  };
  const found = new Map<Conjunction, number>();
  return {
    of(conjunction) {
      const height = found.get(conjunction) ?? least((limit) => fits(conjunction, limit));
      found.set(conjunction, height);
      return height;
    },
    ofKind: (alternative, kind) => least((height) => kindFits(alternative, kind, height)),
  };
}

/** What a value of this kind must hold; undefined when it cannot be. */
function needs(
  alternative: Alternative,
  kind: Kind,
  compilation: Compilation,
): readonly Conjunction[] | undefined {
  if (kind === 'array') {
    const length = leastItems(alternative.array);
    // Longer arrays repeat the schema of their last places.
    return itemsOf(alternative.array, Math.min(length, 64), 0, compilation);
  }
  if (kind !== 'object') return [];
  const members = membersOf(alternative.object, compilation);
  return members?.filter((member) => member.required).map((member) => member.value);
}
