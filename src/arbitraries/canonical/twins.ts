import { isJsonObject } from '../../contract/json.ts';
import type { Json } from '../../contract/json.ts';
import { keyword } from '../located.ts';
import type { Located } from '../located.ts';
import type { Resolve } from '../references.ts';

const annotations = new Set(
  'title description default example examples externalDocs $comment xml'.split(' '),
);

/** Indices of the schemas that ask the same as another one in the list: a value of one is a value of both. */
export function twinsIn(schemas: readonly Located[], resolve: Resolve): ReadonlySet<number> {
  const asked = schemas.map((one) => `${one.base} ${JSON.stringify(plain(target(one, resolve).schema))}`);
  return new Set(
    asked.flatMap((text, index) => (asked.indexOf(text) === asked.lastIndexOf(text) ? [] : [index])),
  );
}

function target(located: Located, resolve: Resolve, hops = 0): Located {
  const reference = keyword(located, '$ref');
  const alone =
    isJsonObject(located.schema) &&
    Object.keys(located.schema).every((name) => name === '$ref' || annotations.has(name));
  if (typeof reference !== 'string' || !alone || hops > 8) return located;
  return target(resolve(reference, located), resolve, hops + 1);
}

/** Without what says nothing about validity; a property with such a name stays, as its value is a schema. */
function plain(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(plain);
  if (!isJsonObject(schema)) return schema;
  const kept = Object.entries(schema).filter(
    ([name, value]) => !annotations.has(name) || isJsonObject(value) || value === false,
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, plain(value)]));
}
