import { isJsonObject } from '../contract/json.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { pointerOf } from '../contract/pointer.ts';

/** Members whose own members are names, not keywords. */
const maps = new Set(
  (
    'properties patternProperties dependentSchemas dependencies $defs definitions schemas headers responses ' +
    'parameters requestBodies paths webhooks callbacks pathItems content encoding links securitySchemes'
  ).split(' '),
);
/** Members that hold data, in which `$id` and `$ref` mean nothing. */
const data = new Set(['default', 'const', 'enum']);
/** Members that hold schemas, of which one may be `false`. */
const schemas = new Set(
  (
    'allOf anyOf oneOf prefixItems properties patternProperties $defs definitions dependentSchemas dependencies then else ' +
    'onlyItems'
  ).split(' '),
);

const nothing: JsonObject = {};

/** Equal to no JSON value: stands in an empty `enum`, which ajv does not compile though it only says that no value is valid. */
const unequalled = new Map() as unknown as Json;

/** True for what stands in a copy for a `false` schema. */
export function isImpossible(schema: JsonObject): boolean {
  return schema.not === nothing;
}

/** What a copy for ajv is made with. */
export interface Preparation {
  /** Receives the pointer of every object of the copy, below `prefix`. */
  readonly pointers: WeakMap<object, string>;
  readonly prefix: string;
  /** Put before each `$ref` that begins with `#`. */
  readonly base: string;
}

/** Copies a schema or document without what is dead in 3.1 (`nullable`, `id`) or is data (`example`, `x-…`): ajv trips over them. */
export function prepared<T extends Json>(node: T, preparation: Preparation): T {
  return copy(node, preparation.prefix, preparation) as T;
}

function copy(node: Json, pointer: string, to: Preparation): Json {
  if (Array.isArray(node)) return node.map((item, index) => copy(item, pointer + pointerOf(index), to));
  if (!isJsonObject(node)) return node;
  const kept = Object.entries(node).filter(([name, member]) => !isDropped(name, member));
  return built(kept, pointer, to, (name, member, place) => {
    if (name === 'enum' && Array.isArray(member) && member.length === 0) return [unequalled];
    if (data.has(name)) return member;
    if (name === '$ref' && typeof member === 'string' && member.startsWith('#')) return to.base + member;
    // Alone, `items: false` refuses each item for itself; beside `prefixItems` it is ajv's own keyword for the array.
    const key = name === 'items' && node.prefixItems === undefined ? 'onlyItems' : name;
    return holder(key, member, place, to);
  });
}

/** A keyword's value: a map of names, a list, or one thing. */
function holder(name: string, member: Json, pointer: string, to: Preparation): Json {
  const one = (item: Json, place: string) =>
    schemas.has(name) ? schema(item, place, to) : copy(item, place, to);
  if (Array.isArray(member)) return member.map((item, index) => one(item, pointer + pointerOf(index)));
  if (!maps.has(name) || !isJsonObject(member)) return one(member, pointer);
  return built(Object.entries(member), pointer, to, (_, item, place) => one(item, place));
}

/** A `false` schema has no object that an error could name; `{ not: {} }` has, and says the same. */
function schema(node: Json, pointer: string, to: Preparation): Json {
  return node === false
    ? built([['not', nothing]], pointer, to, (_, member) => member)
    : copy(node, pointer, to);
}

function built(
  entries: readonly (readonly [string, Json])[],
  pointer: string,
  to: Preparation,
  value: (name: string, member: Json, pointer: string) => Json,
): JsonObject {
  const result: JsonObject = {};
  to.pointers.set(result, pointer);
  for (const [name, member] of entries) {
    // Not by assignment: a member named `__proto__` would be lost.
    const descriptor = { value: value(name, member, pointer + pointerOf(name)), enumerable: true };
    Object.defineProperty(result, name, descriptor);
  }
  return result;
}

function isDropped(name: string, member: Json): boolean {
  if (name === 'id' || name === '$comment') return typeof member === 'string';
  return name === 'nullable' || name === 'example' || name === 'examples' || name.startsWith('x-');
}
