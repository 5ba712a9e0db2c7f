import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import SwaggerParser from '@apidevtools/swagger-parser';
import { freezeDeep } from './freeze.ts';
import type { Json, JsonObject } from './json.ts';
import { isJsonObject, textOf } from './json.ts';
import type { Operation } from './operation.ts';
import { operationAt } from './operation.ts';

/** The published document as an immutable model; nothing in it is dereferenced, so every part keeps its pointer. */
export interface Contract {
  /** The document as parsed: frozen, `$ref`s in place. */
  readonly document: JsonObject;
  /** `sha256:` and the hex digest of the file's bytes. */
  readonly digest: string;
  readonly title: string;
  readonly version: string;
  /** The document's `servers`, in order. */
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  /** The operation for a method and a path template; throws when the document has none. */
  operation(method: string, path: string): Operation;
}

/**
 * Reads an OpenAPI document (YAML or JSON) and checks it against the OpenAPI schema.
 * Throws an Error that names the file when it cannot be read or is not a valid document.
 */
export async function loadContract(file: string): Promise<Contract> {
  try {
    const bytes = await readFile(file);
    const document = freezeDeep((await SwaggerParser.bundle(file)) as unknown as JsonObject);
    await SwaggerParser.validate(structuredClone(document) as never);
    return modelOf(document, `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  } catch (cause) {
    throw new Error(`loadContract: ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function modelOf(document: JsonObject, digest: string): Contract {
  const info = document['info'] as JsonObject;
  return Object.freeze({
    document,
    digest,
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
