import { isJsonObject, textOf } from '../contract/json.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { valueAt } from '../contract/pointer.ts';

const refused = { request: 'readOnly', response: 'writeOnly' } as const;

/**
 * A copy of a document in which schemas have no members that do not travel in this direction, and do not require them.
 * Everything else keeps its pointer.
 */
export function directed(root: JsonObject, direction: 'request' | 'response'): JsonObject {
  return copy(root, root, refused[direction]) as JsonObject;
}

function copy(node: Json, root: JsonObject, mark: string): Json {
  if (Array.isArray(node)) return node.map((item) => copy(item, root, mark));
  if (!isJsonObject(node)) return node;
  const gone = [...goneFrom(node, root, mark, 0)];
  const found: JsonObject = {};
  for (const [name, member] of Object.entries(node)) {
    Object.defineProperty(found, name, {
      value: memberCopy(name, member, gone, root, mark),
      enumerable: true,
    });
  }
  return found;
}

function memberCopy(
  name: string,
  member: Json,
  gone: readonly string[],
  root: JsonObject,
  mark: string,
): Json {
  if (gone.length > 0 && name === 'required' && Array.isArray(member)) {
    return member.filter((item) => !gone.includes(textOf(item)));
  }
  if (gone.length > 0 && name === 'properties' && isJsonObject(member)) {
    return copy(
      Object.fromEntries(Object.entries(member).filter(([key]) => !gone.includes(key))),
      root,
      mark,
    );
  }
  return copy(member, root, mark);
}

/** Names of the members that do not travel, also of the schemas that apply in the same place. */
function goneFrom(schema: Json | undefined, root: JsonObject, mark: string, depth: number): Set<string> {
  const gone = new Set<string>();
  if (!isJsonObject(schema) || depth > 8) return gone;
  const { properties, allOf, $ref } = schema;
  if (isJsonObject(properties)) {
    for (const [name, member] of Object.entries(properties)) if (isMarked(member, root, mark)) gone.add(name);
  }
  const inPlace = [...(Array.isArray(allOf) ? allOf : []), target($ref, root)];
  for (const other of inPlace) for (const name of goneFrom(other, root, mark, depth + 1)) gone.add(name);
  return gone;
}

function isMarked(schema: Json, root: JsonObject, mark: string): boolean {
  if (!isJsonObject(schema)) return false;
  const referenced = target(schema.$ref, root);
  return schema[mark] === true || (isJsonObject(referenced) && referenced[mark] === true);
}

function target(reference: Json | undefined, root: JsonObject): Json | undefined {
  return typeof reference === 'string' && reference.startsWith('#/')
    ? valueAt(root, decodeURIComponent(reference))
    : undefined;
}
