import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../contract/json.ts';
import { keywordsOf } from '../located.ts';
import type { Located } from '../located.ts';
import { anyArray, arrayFacets, arraysPossible, meetArrays } from './arrays.ts';
import type { ArrayFacets } from './arrays.ts';
import { kindOf, kinds, kindsOf } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { anyNumber, meetNumbers, numberFacets, numbersPossible } from './numbers.ts';
import type { NumberFacets } from './numbers.ts';
import { anyObject, meetObjects, objectFacets, objectsPossible } from './objects.ts';
import type { ObjectFacets } from './objects.ts';
import { anyString, meetStrings, stringFacets, stringsPossible } from './strings.ts';
import type { StringFacets } from './strings.ts';

/** One flat way to satisfy a conjunction of schemas: no choice is left in it, only kinds with their facets. */
export interface Alternative {
  readonly kinds: readonly Kind[];
  readonly number: NumberFacets;
  readonly string: StringFacets;
  readonly array: ArrayFacets;
  readonly object: ObjectFacets;
  /** The only values allowed, where `enum` or `const` lists them. */
  readonly values: readonly Json[] | undefined;
  /** Values not allowed. */
  readonly excluded: readonly Json[];
  /** Schemas that the facets do not say in full: a value must be checked against them. */
  readonly residuals: readonly Located[];
}

/** Any JSON value. */
export const anything: Alternative = {
  ...{ kinds, number: anyNumber, string: anyString, array: anyArray, object: anyObject },
  ...{ values: undefined, excluded: [], residuals: [] },
};

/** What one schema's own keywords say, leaving out references, combinators and `unevaluated…`; undefined when it is impossible. */
export function ownAlternative(located: Located): Alternative | undefined {
  const schema = keywordsOf(located);
  if (schema === undefined) return located.schema === true ? anything : undefined;
  return possible({
    kinds: kindsOf(schema.type),
    number: numberFacets(schema),
    string: stringFacets(schema),
    array: arrayFacets(located),
    object: objectFacets(located),
    values: valuesIn(schema.const, schema.enum),
    excluded: [],
    residuals: [],
  });
}

function valuesIn(constant: Json | undefined, list: Json | undefined): readonly Json[] | undefined {
  if (constant === undefined) return Array.isArray(list) ? list : undefined;
  return Array.isArray(list) ? common([constant], list) : [constant];
}

/** What both ask, or undefined when that is impossible. */
export function meet(a: Alternative, b: Alternative): Alternative | undefined {
  if (a === anything) return b;
  if (b === anything) return a;
  return possible({
    kinds: a.kinds.filter((kind) => b.kinds.includes(kind)),
    number: meetNumbers(a.number, b.number),
    string: meetStrings(a.string, b.string),
    array: meetArrays(a.array, b.array),
    object: meetObjects(a.object, b.object),
    values: common(a.values, b.values),
    excluded: [...a.excluded, ...b.excluded],
    residuals: [...new Set([...a.residuals, ...b.residuals])],
  });
}

function common(a: readonly Json[] | undefined, b: readonly Json[] | undefined): readonly Json[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.filter((value) => b.some((other) => isDeepStrictEqual(value, other)));
}

function possible(alternative: Alternative): Alternative | undefined {
  const { number, string, array, object, values } = alternative;
  const left = alternative.kinds.filter((kind) => {
    if (values !== undefined && !values.some((value) => kindOf(value) === kind)) return false;
    if (kind === 'number') return numbersPossible(number);
    if (kind === 'string') return stringsPossible(string);
    if (kind === 'array') return arraysPossible(array);
    return kind !== 'object' || objectsPossible(object);
  });
  return left.length === 0 ? undefined : { ...alternative, kinds: left };
}
