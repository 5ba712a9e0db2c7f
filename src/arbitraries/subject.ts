import { isJsonObject } from '../contract/json.ts';
import type { JsonObject } from '../contract/json.ts';
import { pointerOf } from '../contract/pointer.ts';
import { builderOf } from './build/builder.ts';
import type { Builder } from './build/builder.ts';
import { compilationOf } from './compilation.ts';
import type { Compilation, Conjunction } from './compilation.ts';
import { directed } from './direction.ts';
import { ROOT_URI, derived, placed } from './located.ts';
import type { Located } from './located.ts';
import type { Options } from './options.ts';
import type { Schema } from './oracle.ts';

/** A schema made ready: what all entry points start from. */
export interface Subject {
  readonly located: Located;
  readonly conjunction: Conjunction;
  readonly compilation: Compilation;
  readonly builder: Builder;
  /** Whether a string has a format, as the oracle sees it. */
  readonly hasFormat: (format: string, text: string) => boolean;
}

interface Workshop {
  readonly compilation: Compilation;
  readonly builder: Builder;
  readonly pointers: WeakMap<object, string>;
}

/** Member of a made document under which a schema stands that refers to the root but is not in it. */
const given = '$given';

/** A pointer as the caller knows it. */
export function pointerFor(pointer: string): string {
  return pointer.startsWith(`/${given}`) ? pointer.slice(given.length + 1) : pointer;
}

const workshops = new WeakMap<JsonObject, Map<string, Workshop>>();

/** Makes a schema ready; what is worked out for a root is kept as long as the root lives. */
export function subjectOf(schema: Schema, root: JsonObject | undefined, options: Options): Subject {
  const document = isJsonObject(schema) ? homeOf(schema, root, options) : (root ?? nowhere);
  const workshop = workshopOf(document, options);
  const { compilation } = workshop;
  const located = locate(schema, workshop);
  return {
    ...workshop,
    located,
    conjunction: compilation.conjunction([located]),
    hasFormat: compilation.hasFormat,
  };
}

function workshopOf(root: JsonObject, { direction, documents }: Options): Workshop {
  const known = workshops.get(root) ?? new Map<string, Workshop>();
  workshops.set(root, known);
  const workshop = known.get(direction ?? '') ?? createWorkshop(root, direction, documents);
  known.set(direction ?? '', workshop);
  return workshop;
}

function createWorkshop(
  root: JsonObject,
  direction: Options['direction'],
  documents: Options['documents'],
): Workshop {
  const pointers = new WeakMap<object, string>();
  note(root, '', pointers);
  const compilation = compilationOf(direction === undefined ? root : directed(root, direction), documents);
  return { compilation, builder: builderOf(compilation), pointers };
}

function note(node: unknown, pointer: string, pointers: WeakMap<object, string>): void {
  if (typeof node !== 'object' || node === null || pointers.has(node)) return;
  pointers.set(node, pointer);
  for (const [name, member] of Object.entries(node)) note(member, pointer + pointerOf(name), pointers);
}

const nowhere: JsonObject = { not: {} };
const homes = new WeakMap<JsonObject, JsonObject>();

/** The document in which a schema stands: the root, or for a schema of its own itself, or one made of both where it refers to the root. */
function homeOf(schema: JsonObject, root: JsonObject | undefined, options: Options): JsonObject {
  if (root === undefined || root === schema) return schema;
  if (workshopOf(root, options).pointers.has(schema) || isReference(schema)) return root;
  if (!JSON.stringify(schema).includes('"$ref":"#')) return schema;
  const home = homes.get(schema) ?? { ...root, [given]: schema };
  homes.set(schema, home);
  return home;
}

function isReference(schema: JsonObject): boolean {
  return typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
}

function locate(schema: Schema, { compilation, pointers }: Workshop): Located {
  const top = placed(compilation.root, '', ROOT_URI);
  if (!isJsonObject(schema)) return { ...top, schema, derived: true, key: String(schema) };
  const pointer = pointers.get(schema);
  if (pointer === '') return top;
  if (pointer === undefined) return derived(schema, { ...top, base: ROOT_URI });
  return compilation.resolve(`#${encodeURI(pointer).replaceAll('#', '%23')}`, { ...top, base: ROOT_URI });
}
