import type { Json, JsonObject } from './json.ts';
import { isJsonObject } from './json.ts';

/** Keywords that hold one schema, a list of schemas, or a map of them by name. */
const single = ['items', 'additionalProperties', 'not'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties'];

/** Members of a document that hold maps by name, in which `schema` is a name. */
const named = new Set(
  'paths responses headers parameters requestBodies callbacks content encoding links examples'.split(' '),
);

/**
 * An OpenAPI 3.0 Schema Object as JSON Schema 2020-12: `nullable` becomes a type, boolean exclusive bounds become numbers, siblings of
 * `$ref` are dropped (3.0 ignores them). Pure; every schema keeps its place.
 */
export function schemaFromOpenApi30(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  const found: JsonObject = {};
  for (const [name, value] of Object.entries(schema)) {
    if (name !== 'nullable') found[name] = convertedKeyword(name, value);
  }
  bound(found, 'minimum', 'exclusiveMinimum');
  bound(found, 'maximum', 'exclusiveMaximum');
  if (schema.nullable === true && typeof schema.type === 'string') found.type = [schema.type, 'null'];
  return found;
}

/** A copy of an OpenAPI 3.0 document with every Schema Object converted. */
export function documentFromOpenApi30(document: JsonObject): JsonObject {
  return converted(document, '') as JsonObject;
}

function converted(node: Json, under: string): Json {
  if (Array.isArray(node)) return node.map((item) => converted(item, ''));
  if (!isJsonObject(node)) return node;
  const members = Object.entries(node).map(([name, member]) => {
    if (name === 'schema' && !named.has(under)) return [name, schemaFromOpenApi30(member)] as const;
    if (name === 'schemas' && under === 'components') return [name, everyMember(member)] as const;
    return [name, name === 'example' ? member : converted(member, named.has(under) ? '' : name)] as const;
  });
  return Object.fromEntries(members);
}

function convertedKeyword(name: string, value: Json): Json {
  if (single.includes(name)) return schemaFromOpenApi30(value);
  if (lists.includes(name) && Array.isArray(value)) return value.map(schemaFromOpenApi30);
  return maps.includes(name) ? everyMember(value) : value;
}

function everyMember(map: Json): Json {
  if (!isJsonObject(map)) return map;
  return Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, schemaFromOpenApi30(schema)]));
}

function bound(schema: JsonObject, inclusive: string, exclusive: string): void {
  const [limit, open] = [schema[inclusive], schema[exclusive]];
  if (typeof open !== 'boolean') return;
  Reflect.deleteProperty(schema, exclusive);
  if (!open || limit === undefined) return;
  Reflect.deleteProperty(schema, inclusive);
  schema[exclusive] = limit;
}
