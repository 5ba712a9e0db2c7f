import type { JsonObject } from '../../contract/json.ts';

/** What the keywords say about a string; lengths in code points, inclusive. */
export interface StringFacets {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly notPatterns: readonly string[];
  readonly formats: readonly string[];
  readonly notFormats: readonly string[];
}

/** No restriction. */
export const anyString: StringFacets = {
  ...{ minLength: 0, maxLength: Infinity },
  ...{ patterns: [], notPatterns: [], formats: [], notFormats: [] },
};

/** The string keywords of one schema. */
export function stringFacets({ minLength, maxLength, pattern, format }: JsonObject): StringFacets {
  return {
    ...anyString,
    minLength: typeof minLength === 'number' ? minLength : 0,
    maxLength: typeof maxLength === 'number' ? maxLength : Infinity,
    patterns: typeof pattern === 'string' ? [pattern] : [],
    formats: typeof format === 'string' ? [format] : [],
  };
}

/** What both ask. */
export function meetStrings(a: StringFacets, b: StringFacets): StringFacets {
  const both = (x: readonly string[], y: readonly string[]) =>
    y.length === 0 ? x : [...new Set([...x, ...y])];
  return {
    minLength: Math.max(a.minLength, b.minLength),
    maxLength: Math.min(a.maxLength, b.maxLength),
    patterns: both(a.patterns, b.patterns),
    notPatterns: both(a.notPatterns, b.notPatterns),
    formats: both(a.formats, b.formats),
    notFormats: both(a.notFormats, b.notFormats),
  };
}

/** False when no string can have these facets; true says only that none was proved impossible. */
export function stringsPossible({ minLength, maxLength, patterns, notPatterns }: StringFacets): boolean {
  if (Math.ceil(minLength) > Math.floor(maxLength) || maxLength < 0) return false;
  return !patterns.some((pattern) => notPatterns.includes(pattern));
}
