import { keyword, listed, single } from '../located.ts';
import type { Located } from '../located.ts';

/** What one schema says about the items by their place. */
interface ArrayShape {
  /** Schemas of the first places; undefined where the shape asks nothing. */
  readonly prefix: readonly (Located | undefined)[];
  /** Schema of the places after them. */
  readonly rest: Located | undefined;
  /** Items that one of these accepts need not satisfy `rest` (they are evaluated by `contains`). */
  readonly unless: readonly Located[];
}

/** A `contains` with its counts, inclusive. */
interface Contained {
  readonly schema: Located;
  readonly min: number;
  readonly max: number;
}

/** What the keywords say about an array; counts inclusive. */
export interface ArrayFacets {
  readonly minItems: number;
  readonly maxItems: number;
  readonly unique: boolean;
  /** True when two items must be equal (the opposite of uniqueItems). */
  readonly repeated: boolean;
  readonly shapes: readonly ArrayShape[];
  readonly contains: readonly Contained[];
}

/** No restriction. */
export const anyArray: ArrayFacets = {
  ...{ minItems: 0, maxItems: Infinity, unique: false, repeated: false, shapes: [], contains: [] },
};

const known = new WeakMap<Located, ArrayFacets>();

/** The array keywords of one schema, except unevaluatedItems. */
export function arrayFacets(located: Located): ArrayFacets {
  const facets = known.get(located) ?? readFacets(located);
  known.set(located, facets);
  return facets;
}

function readFacets(located: Located): ArrayFacets {
  const [minItems, maxItems] = [keyword(located, 'minItems'), keyword(located, 'maxItems')];
  const prefix = listed(located, 'prefixItems');
  const rest = single(located, 'items');
  return {
    minItems: typeof minItems === 'number' ? minItems : 0,
    maxItems: typeof maxItems === 'number' ? maxItems : Infinity,
    unique: keyword(located, 'uniqueItems') === true,
    repeated: false,
    shapes: prefix.length > 0 || rest !== undefined ? [{ prefix, rest, unless: [] }] : [],
    contains: containedIn(located),
  };
}

function containedIn(located: Located): readonly Contained[] {
  const schema = single(located, 'contains');
  if (schema === undefined) return [];
  const [min, max] = [keyword(located, 'minContains'), keyword(located, 'maxContains')];
  return [{ schema, min: typeof min === 'number' ? min : 1, max: typeof max === 'number' ? max : Infinity }];
}

/** What both ask. */
export function meetArrays(a: ArrayFacets, b: ArrayFacets): ArrayFacets {
  return {
    minItems: Math.max(a.minItems, b.minItems),
    maxItems: Math.min(a.maxItems, b.maxItems),
    unique: a.unique || b.unique,
    repeated: a.repeated || b.repeated,
    shapes: [...a.shapes, ...b.shapes],
    contains: [...a.contains, ...b.contains],
  };
}

/** The facets with what `unevaluatedItems: schema` adds to them. */
export function withUnevaluatedItems(facets: ArrayFacets, schema: Located): ArrayFacets {
  const evaluating = facets.shapes.filter(({ prefix, rest }) => !(rest ?? prefix[0])?.derived);
  if (evaluating.some(({ rest }) => rest !== undefined)) return facets;
  const covered = Math.max(0, ...evaluating.map(({ prefix }) => prefix.length));
  const unless = facets.contains.map((contained) => contained.schema);
  const prefix = Array.from({ length: covered }, () => undefined);
  return { ...facets, shapes: [...facets.shapes, { prefix, rest: schema, unless }] };
}

/** The schemas that the item at a place must satisfy; `exempt` when a `contains` evaluates it. */
export function itemSchemas(facets: ArrayFacets, index: number, exempt: boolean): readonly Located[] {
  return facets.shapes.flatMap(({ prefix, rest, unless }) => {
    if (index < prefix.length) return prefix[index] ?? [];
    return rest === undefined || (exempt && unless.length > 0) ? [] : rest;
  });
}

/** False when no array can have these facets; true says only that none was proved impossible. */
export function arraysPossible({ minItems, maxItems, unique, repeated, contains }: ArrayFacets): boolean {
  if (Math.ceil(minItems) > Math.floor(maxItems) || maxItems < 0 || (unique && repeated)) return false;
  if (repeated && maxItems < 2) return false;
  return contains.every(({ min, max }) => min <= max && min <= maxItems);
}
