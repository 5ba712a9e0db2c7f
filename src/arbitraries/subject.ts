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

const workshops = new WeakMap<JsonObject, Map<string, Workshop>>();

/** Makes a schema ready; what is worked out for a root is kept as long as the root lives. */
export function subjectOf(schema: Schema, root: JsonObject | undefined, options: Options): Subject {
  const document = root ?? (isJsonObject(schema) ? schema : { not: {} });
  const workshop = workshopOf(document, options);
  const located = locate(schema, document, workshop);
  return {
    ...workshop,
    located,
    conjunction: workshop.compilation.conjunction([located]),
    hasFormat: workshop.compilation.hasFormat,
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

/** Where the schema stands in the root; a schema of its own is taken to stand at the root's top, where its references resolve. */
function locate(schema: Schema, root: JsonObject, { compilation, pointers }: Workshop): Located {
  const top = placed(compilation.root, '', ROOT_URI);
  if (!isJsonObject(schema)) return { ...top, schema, derived: true, key: String(schema) };
  const pointer = pointers.get(schema);
  if (pointer === '') return top;
  if (pointer !== undefined)
    return compilation.resolve(`#${encodeURI(pointer).replaceAll('#', '%23')}`, { ...top, base: ROOT_URI });
  return derived(schema, { ...top, base: typeof root.$id === 'string' ? top.base : ROOT_URI });
}
