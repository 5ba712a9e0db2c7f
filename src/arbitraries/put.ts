import { isJsonObject } from '../contract/json.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { tokensOf } from '../contract/pointer.ts';

/** A copy of a value with another value at a pointer; a member that is not there is added at the end. What is not on the path is shared. */
export function put(whole: Json, pointer: string, value: Json): Json {
  return replaced(whole, tokensOf(pointer), value);
}

function replaced(node: Json, [token, ...rest]: readonly string[], value: Json): Json {
  if (token === undefined) return value;
  if (Array.isArray(node)) {
    const index = Number(token);
    const items = [...node];
    items[index] = replaced(node[index] ?? null, rest, value);
    return items;
  }
  const object = isJsonObject(node) ? node : {};
  return member(object, token, replaced(object[token] ?? null, rest, value));
}

function member(object: JsonObject, name: string, value: Json): JsonObject {
  const there = Object.hasOwn(object, name);
  const entries = Object.entries(object).map(([key, old]) => [key, key === name ? value : old] as const);
  return Object.fromEntries(there ? entries : [...entries, [name, value] as const]);
}
