import { isJsonObject } from '../../contract/json.ts';
import type { Json } from '../../contract/json.ts';
import { arrayFacets } from '../canonical/arrays.ts';
import { nameMatching, nameOutside } from '../canonical/names.ts';
import { objectFacets } from '../canonical/objects.ts';
import { keyword, keywordsOf } from '../located.ts';
import type { Located } from '../located.ts';

/** Names of members and indices of items that schemas speak of and a value lacks. */
export function absentNames(value: Json, schemas: readonly Located[]): readonly (string | number)[] {
  if (Array.isArray(value)) return absentItems(value, schemas);
  if (!isJsonObject(value)) return [];
  const names = schemas.flatMap((one) => [
    ...objectFacets(one).shapes.flatMap((shape) => shape.names),
    ...objectFacets(one).shapes.flatMap((shape) =>
      shape.patterns.flatMap((pattern) => nameMatching(pattern) ?? []),
    ),
    ...undeclaredName(one),
  ]);
  return [...new Set(names)].filter((name) => !Object.hasOwn(value, name));
}

function absentItems(value: readonly Json[], schemas: readonly Located[]): readonly number[] {
  const prefixes = schemas.flatMap((one) => arrayFacets(one).shapes.map((shape) => shape.prefix.length));
  const spokenOf = Math.max(1, ...prefixes.map((length) => length + 1));
  return value.length < spokenOf ? [value.length] : [];
}

/** A name that only `additionalProperties` or `unevaluatedProperties` speaks of, where that is a schema to break. */
function undeclaredName(located: Located): readonly string[] {
  const others = ['additionalProperties', 'unevaluatedProperties'].map((name) => keyword(located, name));
  return others.some(isJsonObject) ? [nameOutside(keywordsOf(located) ?? {})] : [];
}
