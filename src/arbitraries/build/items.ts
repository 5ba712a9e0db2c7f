import type { ArrayFacets } from '../canonical/arrays.ts';
import { itemSchemas } from '../canonical/arrays.ts';
import { derived } from '../located.ts';
import type { Located } from '../located.ts';
import type { Compilation, Conjunction } from '../compilation.ts';

/** The least number of items that the facets ask for. */
export function leastItems(facets: ArrayFacets): number {
  const asked = facets.contains.reduce((sum, { min }) => sum + min, 0);
  return Math.ceil(Math.max(facets.minItems, Math.min(asked, facets.maxItems), facets.repeated ? 2 : 0));
}

/**
 * What each item of an array of this length must satisfy, so that every `contains` gets its count; undefined where no item can
 * stand at some place. `first` turns where the contained items stand.
 */
export function itemsOf(
  facets: ArrayFacets,
  length: number,
  first: number,
  compilation: Compilation,
): readonly Conjunction[] | undefined {
  const contained = assigned(facets, length, first, compilation);
  if (contained === undefined) return undefined;
  const found: Conjunction[] = [];
  for (const [index, extra] of contained.entries()) {
    const refused = facets.contains
      .filter(({ schema, max }) => max < Infinity && !extra.includes(schema))
      .map(({ schema }) => derived({ not: schema.schema }, schema));
    const schemas = [...itemSchemas(facets, index, extra.length > 0), ...extra, ...refused];
    const item = compilation.conjunction(schemas);
    if (item.alternatives.length === 0) return undefined;
    found.push(item);
  }
  return found;
}

/** For each place the `contains` schemas that its item must satisfy. */
function assigned(
  facets: ArrayFacets,
  length: number,
  first: number,
  compilation: Compilation,
): readonly (readonly Located[])[] | undefined {
  const places: Located[][] = Array.from({ length }, () => []);
  for (const { schema, min } of facets.contains) {
    const fits = (index: number) => {
      const schemas = [...itemSchemas(facets, index, true), ...(places[index] ?? []), schema];
      return compilation.conjunction(schemas).alternatives.length > 0;
    };
    const order = Array.from({ length }, (_, index) => (index + first) % length);
    const free = order.sort((a, b) => (places[a]?.length ?? 0) - (places[b]?.length ?? 0)).filter(fits);
    if (free.length < min) return undefined;
    for (const index of free.slice(0, Math.ceil(min))) places[index]?.push(schema);
  }
  return places;
}
