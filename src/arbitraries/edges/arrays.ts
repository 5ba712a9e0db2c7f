import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../contract/json.ts';
import type { ArrayFacets } from '../canonical/arrays.ts';
import { itemsOf, leastItems } from '../build/items.ts';
import type { Subject } from '../subject.ts';
import type { Edge } from './edge.ts';
import type { EdgesOf } from './edges.ts';

/** Longest array that is listed. */
const longest = 1000;

/** The shortest and longest arrays, those next to them, and the shortest with each edge of an item. */
export function arrayEdges(
  facets: ArrayFacets,
  host: Json | undefined,
  subject: Subject,
  below: EdgesOf,
): readonly Edge[] {
  const least = leastItems(facets);
  const prefix = Math.max(0, ...facets.shapes.map((shape) => shape.prefix.length));
  const most = Math.floor(facets.maxItems);
  const first = Array.isArray(host) ? host[0] : undefined;
  const one = (length: number) => filled(facets, length, subject, below)[0];
  const lengths = [
    least,
    ...(most <= longest ? [most] : []),
    least + 1,
    ...(most <= longest ? [most - 1] : []),
    prefix,
    3,
  ];
  const sized = lengths
    .filter((length) => length >= least && length <= most)
    .map((length, index) => ({ value: one(length), tier: index < 2 ? 0 : 1 }) as const);
  const varied =
    Math.max(least, 1) <= most ? variations(facets, Math.max(least, 1), first, subject, below) : [];
  return [...sized, ...varied].flatMap(({ value, tier }) => (value === undefined ? [] : [{ value, tier }]));
}

/** Arrays of a length: none where no item can stand at some place or too few differ. */
function filled(facets: ArrayFacets, length: number, subject: Subject, below: EdgesOf): readonly Json[][] {
  const items = itemsOf(facets, length, 0, subject.compilation);
  if (items === undefined) return [];
  const found: Json[] = [];
  for (const item of items) {
    const edges = below(item, undefined);
    const next = facets.unique
      ? edges.find((edge) => !found.some((other) => isDeepStrictEqual(other, edge.value)))
      : edges[found.length % Math.max(1, Math.min(edges.length, 3))];
    if (next === undefined) return [];
    found.push(next.value);
  }
  return [found];
}

/** The array with each edge of each place in turn; items after the first differ from it where they must. */
function variations(
  facets: ArrayFacets,
  length: number,
  host: Json | undefined,
  subject: Subject,
  below: EdgesOf,
): readonly Edge[] {
  const items = itemsOf(facets, length, 0, subject.compilation) ?? [];
  const [base] = filled(facets, length, subject, below);
  if (base === undefined) return [];
  return items.slice(0, 4).flatMap((item, index) =>
    below(item, index === 0 ? host : undefined).map((edge) => ({
      value: base.with(index, edge.value),
      tier: edge.tier,
    })),
  );
}
