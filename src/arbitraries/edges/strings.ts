import fc from 'fast-check';
import type { HasFormat } from '../build/strings.ts';
import { strings } from '../build/strings.ts';
import type { StringFacets } from '../canonical/strings.ts';
import { ExhaustedSearch } from '../errors.ts';
import type { Edge } from './edge.ts';

/** Longest string that is listed, in code points. */
const longest = 100_000;

/** Strings of the least and greatest length, counted also in code points where that differs from UTF-16 units; then samples. */
export function stringEdges(facets: StringFacets, hasFormat: HasFormat, pointer: string): readonly Edge[] {
  const { minLength, maxLength, patterns, formats, notPatterns, notFormats } = facets;
  if (patterns.length + formats.length + notPatterns.length + notFormats.length > 0) {
    return shapedEdges(facets, hasFormat, pointer);
  }
  const [least, most] = [Math.ceil(minLength), Math.floor(maxLength)];
  const plain = ['a'.repeat(least), ...(most <= longest ? ['a'.repeat(most)] : [])];
  const next = [least + 1, most - 1].filter((length) => length >= least && length <= Math.min(most, longest));
  const other = [least, Math.min(most, least + 8)].filter((length) => length > 0 && length <= longest);
  const limit = most <= longest ? ['😀'.repeat(most), 'é'.repeat(most)] : [];
  return [
    ...plain.map((value) => ({ value, tier: 0 as const })),
    ...next.map((length) => ({ value: 'a'.repeat(length), tier: 1 as const })),
    ...other.flatMap((length) => spelled(length)).map((value) => ({ value, tier: 2 as const })),
    ...limit.map((value) => ({ value, tier: 1 as const })),
  ];
}

/** Strings of a length in characters that readers treat differently. */
function spelled(length: number): readonly string[] {
  const alphabets = ['😀', 'é', ' ', '0', '"', '\\', '/', 'ß', '\u0000', '漢', '<', "'"];
  return [...alphabets.map((char) => char.repeat(length)), `${'a'.repeat(length - 1)}\n`];
}

function shapedEdges(facets: StringFacets, hasFormat: HasFormat, pointer: string): readonly Edge[] {
  const { minLength, maxLength } = facets;
  const exact = [minLength, maxLength].filter((length) => length > 0 && length <= 300);
  const bounds = exact.map((length) => ({ ...facets, minLength: length, maxLength: length }));
  const draw = (some: StringFacets, count: number) => drawn(strings(some, hasFormat, pointer), count);
  return [
    ...bounds.flatMap((some) => draw(some, 1)).map((value) => ({ value, tier: 0 as const })),
    ...draw(facets, 12).map((value, index) => ({ value, tier: index === 0 ? (0 as const) : (2 as const) })),
  ];
}

function drawn(arbitrary: fc.Arbitrary<string>, count: number): readonly string[] {
  try {
    const texts = [...new Set(fc.sample(arbitrary, { numRuns: count * 2, seed: 0 }))];
    const sorted = texts.sort((a, b) => a.length - b.length);
    return [
      sorted.slice(0, Math.ceil(count / 2)),
      sorted.slice(Math.ceil(count / 2)).slice(-Math.floor(count / 2)),
    ].flat();
  } catch (error) {
    if (error instanceof ExhaustedSearch) return [];
    throw error;
  }
}
