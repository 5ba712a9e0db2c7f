import type { Json, JsonObject } from './json.ts';
import { isJsonObject, textOf } from './json.ts';
import { pointerOf, valueAt } from './pointer.ts';

/** A schema together with the place in the document where it stands. */
export interface SchemaAt {
  /** JSON Pointer from the root of the document, without `#`. */
  readonly pointer: string;
  readonly schema: JsonObject;
}

/** A header that the operation declares as a parameter. */
export interface HeaderParameter {
  readonly name: string;
  readonly required: boolean;
  readonly pointer: string;
}

/** One operation of the document. */
export interface Operation {
  readonly pointer: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderParameter[];
  /** The media type that the request body is declared with. */
  readonly requestType: string;
  readonly request: SchemaAt;
  /** Bodies by status code, as far as the document declares a JSON body. */
  readonly responses: ReadonlyMap<number, ResponseBody>;
}

/** The body of a response. */
export interface ResponseBody extends SchemaAt {
  readonly mediaType: string;
}

/** The operation at a method and path template; throws an Error that names them when the document lacks it. */
export function operationAt(document: JsonObject, method: string, path: string): Operation {
  const pointer = pointerOf('paths', path, method.toLowerCase());
  const node = valueAt(document, pointer);
  if (!isJsonObject(node)) throw new Error(`operationAt: the document has no ${method} ${path}`);
  const content = `${resolve(document, `${pointer}/requestBody`).pointer}/content`;
  const requestType = membersOf(valueAt(document, content))[0];
  if (requestType === undefined) throw new Error(`operationAt: ${method} ${path} declares no request body`);
  return Object.freeze({
    pointer,
    method: method.toUpperCase(),
    path,
    headers: headersOf(node['parameters'], pointer),
    requestType,
    request: schemaAt(document, content + pointerOf(requestType, 'schema')),
    responses: responsesOf(document, pointer, node['responses']),
  });
}

function headersOf(parameters: Json | undefined, pointer: string): HeaderParameter[] {
  if (!Array.isArray(parameters)) return [];
  return parameters.flatMap((parameter, index) =>
    isJsonObject(parameter) && parameter['in'] === 'header'
      ? [
          {
            name: textOf(parameter['name']),
            required: parameter['required'] === true,
            pointer: pointer + pointerOf('parameters', index),
          },
        ]
      : [],
  );
}

function responsesOf(
  document: JsonObject,
  pointer: string,
  responses: Json | undefined,
): Map<number, ResponseBody> {
  const bodies = new Map<number, ResponseBody>();
  for (const status of membersOf(responses)) {
    const content = `${resolve(document, pointer + pointerOf('responses', status)).pointer}/content`;
    const mediaType = membersOf(valueAt(document, content)).find((name) => /json/i.test(name));
    if (mediaType === undefined) continue;
    bodies.set(Number(status), {
      ...schemaAt(document, content + pointerOf(mediaType, 'schema')),
      mediaType,
    });
  }
  return bodies;
}

function membersOf(value: Json | undefined): string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}

/** The schema at a JSON pointer, or where its `$ref` leads; throws an Error that names the pointer when none is there. */
export function schemaAt(document: JsonObject, pointer: string): SchemaAt {
  const { pointer: place, value } = resolve(document, pointer);
  if (!isJsonObject(value)) throw new Error(`schemaAt: no schema at #${pointer}`);
  return Object.freeze({ pointer: place, schema: value });
}

function resolve(document: JsonObject, pointer: string): { pointer: string; value: Json | undefined } {
  const value = valueAt(document, pointer);
  const reference = isJsonObject(value) ? value['$ref'] : undefined;
  return typeof reference === 'string' && reference.startsWith('#/')
    ? resolve(document, reference.slice(1))
    : { pointer, value };
}
