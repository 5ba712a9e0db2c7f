import { isJsonObject } from '../../contract/json.ts';
import { keyword, keywordsOf, named, single } from '../located.ts';
import type { Located } from '../located.ts';

/** What one schema says about the members by their name. */
interface ObjectShape {
  /** Names that it lists. */
  readonly names: readonly string[];
  /** Patterns of names that it lists. */
  readonly patterns: readonly string[];
  /** Schema of every other member, where it has one. */
  readonly rest: Located | undefined;
  /** True when its schemas come from the document, so that unevaluatedProperties leaves out what it covers. */
  readonly evaluates: boolean;
  /** The schemas for a member. */
  schemasFor(name: string): readonly Located[];
  /** True when the member is evaluated by it. */
  covers(name: string): boolean;
}

/** What the keywords say about an object; counts inclusive. */
export interface ObjectFacets {
  readonly minProperties: number;
  readonly maxProperties: number;
  readonly required: readonly string[];
  readonly shapes: readonly ObjectShape[];
  /** Schemas that each name must satisfy. */
  readonly propertyNames: readonly Located[];
  /** Names that must be there when a name is. */
  readonly dependents: readonly (readonly [string, readonly string[]])[];
}

/** No restriction. */
export const anyObject: ObjectFacets = {
  ...{
    minProperties: 0,
    maxProperties: Infinity,
    required: [],
    shapes: [],
    propertyNames: [],
    dependents: [],
  },
};

const known = new WeakMap<Located, ObjectFacets>();

/** The object keywords of one schema, except dependentSchemas and unevaluatedProperties. */
export function objectFacets(located: Located): ObjectFacets {
  const facets = known.get(located) ?? readFacets(located);
  known.set(located, facets);
  return facets;
}

function readFacets(located: Located): ObjectFacets {
  const { minProperties, maxProperties, required, properties, patternProperties, additionalProperties } =
    keywordsOf(located) ?? {};
  const shaped = [properties, patternProperties, additionalProperties].some((member) => member !== undefined);
  const propertyNames = single(located, 'propertyNames');
  return {
    minProperties: typeof minProperties === 'number' ? minProperties : 0,
    maxProperties: typeof maxProperties === 'number' ? maxProperties : Infinity,
    required: stringsIn(required),
    shapes: shaped ? [declaredShape(located)] : [],
    propertyNames: propertyNames === undefined ? [] : [propertyNames],
    dependents: ['dependentRequired', 'dependencies'].flatMap((name) => dependentsIn(located, name)),
  };
}

function stringsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function dependentsIn(located: Located, name: string): ObjectFacets['dependents'] {
  const map = keyword(located, name);
  if (!isJsonObject(map)) return [];
  return Object.entries(map).flatMap(([trigger, names]) =>
    Array.isArray(names) ? [[trigger, stringsIn(names)] as const] : [],
  );
}

function declaredShape(located: Located): ObjectShape {
  const properties = new Map(named(located, 'properties'));
  const patterns = named(located, 'patternProperties').map(
    ([text, schema]) => [new RegExp(text, 'u'), schema] as const,
  );
  const rest = single(located, 'additionalProperties');
  const declared = (name: string) => {
    const own = properties.get(name);
    const matching = patterns.filter(([pattern]) => pattern.test(name)).map(([, schema]) => schema);
    return own === undefined ? matching : [own, ...matching];
  };
  return {
    names: [...properties.keys()],
    patterns: patterns.map(([pattern]) => pattern.source),
    rest,
    evaluates: !located.derived,
    schemasFor: (name) => {
      const found = declared(name);
      return found.length > 0 || rest === undefined ? found : [rest];
    },
    covers: (name) => rest !== undefined || declared(name).length > 0,
  };
}

/** What both ask. */
export function meetObjects(a: ObjectFacets, b: ObjectFacets): ObjectFacets {
  return {
    minProperties: Math.max(a.minProperties, b.minProperties),
    maxProperties: Math.min(a.maxProperties, b.maxProperties),
    required: [...new Set([...a.required, ...b.required])],
    shapes: [...a.shapes, ...b.shapes],
    propertyNames: [...a.propertyNames, ...b.propertyNames],
    dependents: [...a.dependents, ...b.dependents],
  };
}

/** The facets with what `unevaluatedProperties: schema` adds to them. */
export function withUnevaluatedProperties(facets: ObjectFacets, schema: Located): ObjectFacets {
  const evaluating = facets.shapes.filter((shape) => shape.evaluates);
  const covers = (name: string) => evaluating.some((shape) => shape.covers(name));
  const shape: ObjectShape = {
    ...{ names: [], patterns: [], rest: schema, evaluates: true },
    schemasFor: (name) => (covers(name) ? [] : [schema]),
    covers: () => true,
  };
  return { ...facets, shapes: [...facets.shapes, shape] };
}

/** The schemas that a member must satisfy. */
export function memberSchemas(facets: ObjectFacets, name: string): readonly Located[] {
  return facets.shapes.flatMap((shape) => shape.schemasFor(name));
}

/** False when no object can have these facets; true says only that none was proved impossible. */
export function objectsPossible({ minProperties, maxProperties, required }: ObjectFacets): boolean {
  return Math.max(Math.ceil(minProperties), required.length) <= Math.floor(maxProperties);
}
