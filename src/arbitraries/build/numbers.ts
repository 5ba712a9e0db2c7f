import fc from 'fast-check';
import { allowsNumber } from '../canonical/numbers.ts';
import type { NumberFacets } from '../canonical/numbers.ts';
import { commonMultiple, times } from '../canonical/multiples.ts';
import { numberEdges } from '../edges/numbers.ts';
import { bounded } from './bounded.ts';

/** Numbers with these facets: about one in seven an edge, the others integers, short decimals and any double. */
export function numbers(facets: NumberFacets, pointer: string): fc.Arbitrary<number> {
  const allowed = (value: number) => allowsNumber(facets, value);
  const edges = numberEdges(facets).slice(0, 8);
  const drawn = sources(facets).map((arbitrary) => ({ weight: 6, arbitrary }));
  const edge =
    edges.length > 0 ? [{ weight: Math.max(1, drawn.length), arbitrary: fc.constantFrom(...edges) }] : [];
  // -0 is a number that JSON text does not keep.
  const any = fc.oneof(...drawn, ...edge).map((value) => (value === 0 ? 0 : value));
  return bounded(any, allowed, pointer, 'no number drawn has every numeric facet');
}

function sources(facets: NumberFacets): readonly fc.Arbitrary<number>[] {
  const { multiples, integer, fractional, least, most } = facets;
  if (multiples.length > 0) return [multiplesWithin(facets)];
  const min = Math.max(Math.ceil(least), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Math.floor(most), Number.MAX_SAFE_INTEGER);
  const integers = min <= max && !fractional ? [fc.integer({ min, max })] : [];
  if (integer && integers.length > 0) return integers;
  const any = fc.double({ min: finite(least), max: finite(most), noNaN: true, noDefaultInfinity: true });
  if (integer) return [any.map((value) => Math.trunc(value))];
  return [...integers, any, ...decimals(finite(least), finite(most))];
}

/** Numbers as people write them: with two digits after the point. */
function decimals(least: number, most: number): readonly fc.Arbitrary<number>[] {
  const [min, max] = [Math.ceil(Math.max(least * 100, -1e9)), Math.floor(Math.min(most * 100, 1e9))];
  return min <= max ? [fc.integer({ min, max }).map((hundredths) => hundredths / 100)] : [];
}

function multiplesWithin({ multiples, least, most, integer }: NumberFacets): fc.Arbitrary<number> {
  const step = commonMultiple(integer ? [...multiples, 1] : multiples);
  const reach = Number.MAX_SAFE_INTEGER / Math.max(1, step);
  const min = Math.max(Math.ceil(least / step), -Math.floor(reach));
  const max = Math.min(Math.floor(most / step), Math.floor(reach));
  if (min > max) return fc.constant(0);
  return fc.integer({ min, max }).map((count) => times(count, step));
}

function finite(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}
