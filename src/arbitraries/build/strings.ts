import fc from 'fast-check';
import type { StringFacets } from '../canonical/strings.ts';
import { bounded } from './bounded.ts';
import { formats } from './formats.ts';
import { matching } from './matching.ts';
import { stretched } from './stretched.ts';

/** Whether a string has a format, as the oracle sees it. */
export type HasFormat = (format: string, text: string) => boolean;

/** Longest string that is made to stand on a maxLength, in code points. */
const longest = 300;

/** Strings with these facets: from their formats and patterns where there are any, else of any characters. */
export function strings(facets: StringFacets, hasFormat: HasFormat, pointer: string): fc.Arbitrary<string> {
  const patterns = facets.patterns.map((pattern) => new RegExp(pattern, 'u'));
  const notPatterns = facets.notPatterns.map((pattern) => new RegExp(pattern, 'u'));
  const source = fc.oneof(...sources(facets));
  const { minLength, maxLength } = facets;
  if (patterns.length + notPatterns.length + facets.formats.length + facets.notFormats.length === 0)
    return source;
  const holds = (text: string) =>
    lengthWithin(text, minLength, maxLength) &&
    patterns.every((pattern) => pattern.test(text)) &&
    !notPatterns.some((pattern) => pattern.test(text)) &&
    facets.formats.every((format) => hasFormat(format, text)) &&
    !facets.notFormats.some((format) => hasFormat(format, text));
  return bounded(source, holds, pointer, 'no string drawn has every pattern, format and length');
}

/** Whether the length in code points is within the bounds, inclusive. */
function lengthWithin(text: string, min: number, max: number): boolean {
  if (min === 0 && max === Infinity) return true;
  const length = [...text].length;
  return length >= min && length <= max;
}

function sources(facets: StringFacets): readonly fc.Arbitrary<string>[] {
  const { minLength, maxLength } = facets;
  const known = facets.formats.flatMap((format) => formats[format]?.() ?? []);
  const matched = facets.patterns.flatMap((pattern) => patterned(pattern, minLength, maxLength));
  const found = [...known, ...matched];
  if (found.length === 0) return plain(Math.ceil(minLength), Math.floor(maxLength));
  return found;
}

function patterned(pattern: string, min: number, max: number): readonly fc.Arbitrary<string>[] {
  const [free, fitted] = [matching(pattern), stretched(pattern, min, max)];
  const narrowed = fitted === pattern ? undefined : matching(fitted);
  return narrowed === undefined ? (free === undefined ? [] : [free]) : [narrowed];
}

/** Any code point but a surrogate. fast-check's own `binary` unit takes most of a second to list them all when it is first used. */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));

const known = new Map<string, readonly fc.Arbitrary<string>[]>();

/** Strings of any characters; made once for each pair of lengths, since making them takes fast-check longer than many draws. */
function plain(min: number, max: number): readonly fc.Arbitrary<string>[] {
  const key = `${min} ${max}`;
  const arbitraries = known.get(key) ?? makePlain(min, max);
  known.set(key, arbitraries);
  return arbitraries;
}

function makePlain(min: number, max: number): readonly fc.Arbitrary<string>[] {
  const bounds = max === Infinity ? { minLength: min } : { minLength: min, maxLength: max };
  const ascii = fc.string({ ...bounds, unit: 'grapheme-ascii' });
  const exact = (length: number) =>
    fc.string({ minLength: length, maxLength: length, unit: 'grapheme-ascii' });
  const edges = [min, max].filter((length) => length > 0 && length <= longest).map(exact);
  // ASCII four times: what people send, and three times faster to draw.
  return [ascii, ascii, ascii, ascii, fc.string({ ...bounds, unit: anyCharacter }), ...edges];
}
