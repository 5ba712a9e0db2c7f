import fc from 'fast-check';
import type { Json } from '../../contract/json.ts';

/** A member of an object or an item of an array, still to be drawn. */
export interface Part {
  /** Name of the member; empty for an item. */
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Json>;
  /** True when the whole may do without it. */
  readonly droppable: boolean;
}

/** A part with the value drawn for it. */
export interface Drawn {
  readonly part: Part;
  readonly value: fc.Value<Json>;
}

/** How a whole is put together: what to draw, and what it becomes. */
export interface Assembly<T> {
  draw(mrng: fc.Random, draw: (part: Part) => Drawn): readonly Drawn[];
  assemble(parts: readonly Drawn[]): T;
}

/** Arrays and objects: drawn part by part; shrunk by dropping what can be dropped, then by shrinking one part at a time. */
export class Parts<T> extends fc.Arbitrary<T> {
  private readonly assembly: Assembly<T>;

  constructor(assembly: Assembly<T>) {
    super();
    this.assembly = assembly;
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    const draw = (part: Part) => ({ part, value: part.arbitrary.generate(mrng, biasFactor) });
    return this.whole(this.assembly.draw(mrng, draw));
  }

  override canShrinkWithoutContext(_value: unknown): _value is T {
    return false;
  }

  override shrink(_value: T, context: unknown): fc.Stream<fc.Value<T>> {
    if (!Array.isArray(context)) return fc.Stream.nil();
    const parts = context as readonly Drawn[];
    return fc.stream(this.smaller(parts));
  }

  private *smaller(all: readonly Drawn[]): IterableIterator<fc.Value<T>> {
    const needed = all.filter(({ part }) => !part.droppable);
    if (needed.length < all.length - 1) yield this.whole(needed);
    for (const drawn of all) {
      if (drawn.part.droppable) yield this.whole(all.filter((other) => other !== drawn));
    }
    for (const [index, { part, value: old }] of all.entries()) {
      for (const value of part.arbitrary.shrink(old.value_, old.context)) {
        yield this.whole(all.with(index, { part, value }));
      }
    }
  }

  private whole(parts: readonly Drawn[]): fc.Value<T> {
    return new fc.Value(this.assembly.assemble(parts), parts);
  }
}
