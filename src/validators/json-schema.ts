import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isJsonObject } from '../contract/json.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { pointerOf, valueAt } from '../contract/pointer.ts';
import { isImpossible, prepared } from './prepared.ts';

/** A JSON Schema 2020-12: an object or a boolean. */
export type Schema = JsonObject | boolean;

/** One keyword that a value breaks. */
export interface Failure {
  /** JSON pointer of the place in the value (for `required` and the like: of the object). */
  readonly pointer: string;
  /** JSON pointer of the keyword in the root; in another document: its URI, `#`, the pointer. */
  readonly schemaPointer: string;
  /** The keyword as ajv names it: `contains` for minContains and maxContains, `false schema` for a schema that is `false`. */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Says what a value breaks: nothing when it is valid. */
export type SchemaCheck = (value: unknown) => readonly Failure[];

/**
 * `documents`: others that a `$ref` may name, by absolute URI;
 * `base`: the document into which `#/…` of a schema of its own point, default the root.
 */
export interface CompileOptions {
  readonly documents?: Readonly<Record<string, JsonObject>>;
  readonly base?: string;
}

interface Library {
  readonly ajv: Ajv2020;
  readonly root: JsonObject;
  /** Pointer of every object of the root as given. */
  readonly given: WeakMap<object, string>;
  /** Pointer of every object of the copies that ajv holds. */
  readonly held: WeakMap<object, string>;
}

const ROOT = 'https://document.invalid/';
const metaschemas = new Ajv2020({ strict: false });
/** Pointer of every object of the metaschemas, which all instances of ajv share. */
const metaPointers = new WeakMap<object, string>();
const libraries = new WeakMap<JsonObject, Library>();

/**
 * Compiles a schema: `{ $ref: '#/…' }` into the root, an object that lies in the root, or one of its own whose `#/…` point into the root
 * (without a root, into itself). Throws on a dangling `$ref` and on a pattern that is no regular expression.
 */
export function compile(schema: Schema, root?: JsonObject, options: CompileOptions = {}): SchemaCheck {
  const library = libraryOf(root ?? (isJsonObject(schema) ? schema : {}), options);
  const validate = validator(schema, library, options.base ?? ROOT);
  return (value) => {
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => failure(error, library.held));
  };
}

/** The 2020-12 metaschema or one of its vocabularies by URI; undefined for any other. */
export function metaschema(uri: string): JsonObject | undefined {
  const schema = metaschemas.getSchema(uri)?.schema;
  if (!isJsonObject(schema)) return undefined;
  const document = schema;
  note(document, `${uri}#`, metaPointers);
  return document;
}

function validator(schema: Schema, { ajv, root, given, held }: Library, base: string): ValidateFunction {
  if (typeof schema === 'boolean') return ajv.compile(schema);
  const pointer = given.get(schema) ?? (base === ROOT ? referenced(schema) : undefined);
  if (pointer === undefined) return ajv.compile(prepared(schema, { pointers: held, prefix: '', base }));
  if (pointer.includes('#')) {
    // ajv takes the second `#` for the end of the pointer, however it is escaped.
    const part = valueAt(root, pointer) ?? true;
    return ajv.compile(prepared(part, { pointers: held, prefix: pointer, base }) as Schema);
  }
  const found = ajv.getSchema(pointer === '' ? ROOT : `${ROOT}#${encodeURI(pointer)}`);
  if (found === undefined) throw new Error(`compile: no schema at #${pointer}`);
  return found as ValidateFunction;
}

/** The pointer in a schema that is nothing but a reference into the root. */
function referenced(schema: JsonObject): string | undefined {
  const { $ref, ...siblings } = schema;
  if (typeof $ref !== 'string' || !/^#(\/|$)/.test($ref) || Object.keys(siblings).length > 0)
    return undefined;
  return decodeURIComponent($ref.slice(1));
}

function libraryOf(root: JsonObject, { documents = {} }: CompileOptions): Library {
  const library = libraries.get(root) ?? createLibrary(root, documents);
  libraries.set(root, library);
  return library;
}

function createLibrary(root: JsonObject, documents: Readonly<Record<string, JsonObject>>): Library {
  const [given, held] = [new WeakMap<object, string>(), new WeakMap<object, string>()];
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    // A member named `constructor` is a member only where the value has it.
    ownProperties: true,
    logger: false,
    // Failures carry the schema object, by which its pointer is found also behind a `$ref`.
    verbose: true,
    allErrors: true,
    // Compiling takes half the time, and checking hardly more.
    code: { optimize: false },
  });
  formats(ajv);
  for (const [uri, document] of Object.entries(documents)) {
    ajv.addSchema(prepared(document, { pointers: held, prefix: `${uri}#`, base: '' }), uri);
  }
  note(root, '', given);
  ajv.addSchema(prepared(root, { pointers: held, prefix: '', base: '' }), ROOT);
  return { ajv, root, given, held };
}

function note(node: Json, pointer: string, pointers: WeakMap<object, string>): void {
  if (typeof node !== 'object' || node === null || pointers.has(node)) return;
  pointers.set(node, pointer);
  for (const [name, member] of Object.entries(node)) note(member, pointer + pointerOf(name), pointers);
}

function failure(error: ErrorObject, held: WeakMap<object, string>): Failure {
  const parent: unknown = error.parentSchema;
  const place = isJsonObject(parent) ? (held.get(parent) ?? metaPointers.get(parent)) : undefined;
  const impossible = isJsonObject(parent) && error.keyword === 'not' && isImpossible(parent);
  return {
    pointer: error.instancePath,
    schemaPointer: place === undefined ? error.schemaPath : impossible ? place : `${place}/${error.keyword}`,
    keyword: impossible ? 'false schema' : error.keyword,
    params: error.params as Record<string, unknown>,
    message: impossible ? 'must not be there' : (error.message ?? error.keyword),
  };
}
