import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type SwaggerParser from '@apidevtools/swagger-parser';
import { freezeDeep } from './freeze.ts';
import type { Json, JsonObject } from './json.ts';
import { isJsonObject, textOf } from './json.ts';
import type { Operation } from './operation.ts';
import { operationAt } from './operation.ts';
import { applied, overlayFrom } from './overlay.ts';

/** The published document as an immutable model; nothing in it is dereferenced, so every part keeps its pointer. */
export interface Contract {
  /** The document as parsed: frozen, `$ref`s in place. */
  readonly document: JsonObject;
  /** `sha256:` and the hex digest of the bytes of the published file. */
  readonly digest: string;
  /** The same of the overlay; absent without one. */
  readonly overlayDigest?: string;
  readonly title: string;
  readonly version: string;
  /** The document's `servers`, in order. */
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  /** The operation for a method and a path template; throws when the document has none. */
  operation(method: string, path: string): Operation;
}

/**
 * Reads an OpenAPI document (YAML or JSON) once in a process, applies an OpenAPI Overlay to it if one is given, and checks both against the OpenAPI schema.
 * Throws an Error that names the file when it cannot be read or is not valid, or when an action of the overlay matches nothing.
 */
export function loadContract(file: string, overlayFile?: string): Promise<Contract> {
  const key = JSON.stringify([file, overlayFile]);
  const known = loaded.get(key) ?? read(file, overlayFile);
  loaded.set(key, known);
  return known;
}

const loaded = new Map<string, Promise<Contract>>();

async function read(file: string, overlayFile: string | undefined): Promise<Contract> {
  if (overlayFile === undefined)
    return naming(file, async () => {
      const digest = digestOf(await readFile(file));
      const document = await validated(
        digest,
        async (parser) => (await parser.bundle(file)) as unknown as JsonObject,
      );
      return modelOf({ document, digest });
    });
  const { document: published, digest } = await loadContract(file);
  return naming(overlayFile, async () => {
    const bytes = await readFile(overlayFile);
    const overlayDigest = digestOf(bytes);
    const document = await validated(`${digest} ${overlayDigest}`, () =>
      applied(overlayFrom(bytes.toString()), published),
    );
    return modelOf({ document, digest, overlayDigest });
  });
}

/** Puts the file's name before the message of any error. */
async function naming<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`loadContract: ${file}: ${message}`, { cause });
  }
}

/** Valid documents by the digests of their files, for the processes that inherit from this one: to read and check one takes half a second. */
const handedOn = 'CONFORMANCE_DOCUMENTS';
/** Characters that a variable of the environment holds on every system. */
const most = 30_000;

type Parser = typeof SwaggerParser;

/** The document of these files as a process before this one found it valid, else made and checked. */
async function validated(
  digests: string,
  make: (parser: Parser) => Promise<JsonObject>,
): Promise<JsonObject> {
  const known = inherited()[digests];
  if (known !== undefined) return freezeDeep(known);
  // A fifth of a second, which who inherits the document saves.
  const { default: parser } = await import('@apidevtools/swagger-parser');
  const document = await make(parser);
  await parser.validate(structuredClone(document) as never);
  const text = JSON.stringify({ ...inherited(), [digests]: document });
  if (text.length <= most) process.env[handedOn] = text;
  return freezeDeep(document);
}

function inherited(): Readonly<Record<string, JsonObject>> {
  return JSON.parse(process.env[handedOn] ?? '{}') as Record<string, JsonObject>;
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function modelOf(read: Pick<Contract, 'document' | 'digest' | 'overlayDigest'>): Contract {
  const { document } = read;
  const info = document['info'] as JsonObject;
  return Object.freeze({
    ...read,
    title: textOf(info['title']),
    version: textOf(info['version']),
    servers: serversOf(document['servers']),
    operation: (method: string, path: string) => operationAt(document, method, path),
  });
}

function serversOf(servers: Json | undefined): Contract['servers'] {
  if (!Array.isArray(servers)) return [];
  return servers.filter(isJsonObject).map((server) => ({
    url: textOf(server['url']),
    description: textOf(server['description']),
  }));
}
