import type { Json } from '../../contract/json.ts';
import type { Alternative } from '../canonical/alternative.ts';
import { kindOf } from '../canonical/kinds.ts';
import type { Kind } from '../canonical/kinds.ts';
import type { Conjunction } from '../compilation.ts';
import { keywordsOf } from '../located.ts';
import { samples } from '../sample.ts';
import type { Subject } from '../subject.ts';
import { arrayEdges } from './arrays.ts';
import { inTurns, ordered } from './edge.ts';
import type { Edge } from './edge.ts';
import { numberEdges, roundNumbers } from './numbers.ts';
import { objectEdges } from './objects.ts';
import { stringEdges } from './strings.ts';

/** Edges kept of one place below the root. */
const most = 80;

/** Lists edges of what stands below a place. */
export type EdgesOf = (conjunction: Conjunction, host: Json | undefined) => readonly Edge[];

const known = new WeakMap<Conjunction, Map<number, readonly Edge[]>>();

/** The edges of a conjunction, those of its branches and types by turns; values under `host` keep what they need not change. */
export function edgesOf(
  conjunction: Conjunction,
  host: Json | undefined,
  subject: Subject,
  depth: number,
): readonly Edge[] {
  if (host !== undefined) return listEdges(conjunction, host, subject, depth);
  const byDepth = known.get(conjunction) ?? new Map<number, readonly Edge[]>();
  known.set(conjunction, byDepth);
  const edges = byDepth.get(depth) ?? listEdges(conjunction, host, subject, depth);
  byDepth.set(depth, edges);
  return edges;
}

function listEdges(
  conjunction: Conjunction,
  host: Json | undefined,
  subject: Subject,
  depth: number,
): readonly Edge[] {
  const { heights } = subject.builder;
  const choices = conjunction.alternatives.flatMap((alternative) =>
    alternative.kinds
      .filter((kind) => heights.ofKind(alternative, kind) < Infinity)
      .map((kind) => ({ alternative, kind })),
  );
  const lists = choices.map(({ alternative, kind }) =>
    ofChoice(alternative, kind, conjunction, host, subject, depth),
  );
  const tiers = ([0, 1, 2] as const).map((tier) =>
    inTurns(lists.map((list) => list.filter((edge) => edge.tier === tier))),
  );
  const found = ordered([...tiers.flat(), ...authored(conjunction)]);
  return firstValid(found, conjunction, subject, depth > 0 ? most : Infinity);
}

function firstValid(
  edges: readonly Edge[],
  { schemas }: Conjunction,
  { compilation }: Subject,
  count: number,
): readonly Edge[] {
  const valid: Edge[] = [];
  for (const edge of edges) {
    if (valid.length >= count) break;
    if (schemas.every((one) => compilation.satisfies(one, edge.value))) valid.push(edge);
  }
  return valid;
}

/** What the author of a schema gives as its usual values. */
function authored({ schemas }: Conjunction): readonly Edge[] {
  return schemas.flatMap((one) => {
    const { default: usual, examples, example } = keywordsOf(one) ?? {};
    const given = [usual, example, ...(Array.isArray(examples) ? examples : [])];
    return given.filter((value) => value !== undefined).map((value) => ({ value, tier: 0 as const }));
  });
}

function ofChoice(
  alternative: Alternative,
  kind: Kind,
  conjunction: Conjunction,
  host: Json | undefined,
  subject: Subject,
  depth: number,
): readonly Edge[] {
  if (alternative.values !== undefined) {
    return alternative.values.filter((value) => kindOf(value) === kind).map((value) => ({ value, tier: 0 }));
  }
  const below: EdgesOf = (child, value) =>
    depth < 3
      ? edgesOf(child, value, subject, depth + 1)
      : samples(child, subject.builder, 1).map((value) => ({ value, tier: 0 }));
  const found = ofKind(alternative, kind, conjunction, host, subject, below);
  // Where a choice is bound by more than its facets, some sample is its edge.
  const { minProperties, maxProperties } = alternative.object;
  const counted = kind === 'object' && (minProperties > 0 || maxProperties < Infinity);
  const drawn =
    counted || alternative.residuals.length > 0 || found.length === 0
      ? samples(conjunction, subject.builder, 3)
      : [];
  return [...found, ...drawn.map((value) => ({ value, tier: 1 as const }))];
}

function ofKind(
  { number, string, array, object }: Alternative,
  kind: Kind,
  conjunction: Conjunction,
  host: Json | undefined,
  subject: Subject,
  below: EdgesOf,
): readonly Edge[] {
  switch (kind) {
    case 'null':
      return [{ value: null, tier: 0 }];
    case 'boolean':
      return [true, false].map((value) => ({ value, tier: 0 }));
    case 'number':
      return [
        ...numberEdges(number).map((value, index) => ({
          value,
          tier: index < 2 ? (0 as const) : (1 as const),
        })),
        ...roundNumbers(number).map((value) => ({ value, tier: 2 as const })),
      ];
    case 'string':
      return stringEdges(string, subject.hasFormat, conjunction.pointer);
    case 'array':
      return arrayEdges(array, host, subject, below);
    case 'object':
      return objectEdges(object, host, subject, below);
  }
}
