import { inTwo } from '../../../src/client/payload.ts';
import type { Handler, Principal, Reference } from '../../../src/reference/reference.ts';

/** A request to `POST /v1/files/url`, where it differs from the plain one of the main principal. */
export interface Asking {
  readonly method?: string;
  /** With the query, if any. */
  readonly path?: string;
  /** Members besides `fileId`. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** The whole body as it is sent, instead of JSON made of the members. */
  readonly body?: string | Uint8Array;
  /** The body comes in two parts. */
  readonly inTwoParts?: boolean;
  /** An undefined one is left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly principal?: Principal;
}

/** The members that the tests look at, whether the answer is a success or an error. */
export interface Answer {
  readonly success?: true;
  readonly url: string;
  readonly filename: string;
  readonly contentType: string;
  readonly fileSize: number;
  readonly expiresAt: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** The request itself, addressed to the reference's API. */
export function asking(reference: Reference, what: Asking = {}): Request {
  const { token, tenant, fileId } = what.principal ?? reference.main;
  const all: Record<string, string | undefined> = {
    authorization: `Bearer ${token}`,
    'tenant-id': tenant,
    'content-type': 'application/json',
    ...what.headers,
  };
  const headers = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = what.body ?? JSON.stringify({ fileId, ...what.members });
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const body = what.inTwoParts === true ? ReadableStream.from(inTwo(bytes)) : bytes;
  return new Request(reference.origins.api + (what.path ?? '/v1/files/url'), {
    method: what.method ?? 'POST',
    headers,
    body,
    duplex: 'half',
  });
}

/** Sends the request to the handler, without a port. */
export async function ask(reference: Reference, what: Asking = {}): Promise<Response> {
  return await reference.handle(asking(reference, what));
}

/** The decoded body of the answer. */
export async function answerTo(reference: Reference, what: Asking = {}): Promise<Answer> {
  return await decoded(await ask(reference, what));
}

/** The body of an API answer. */
export async function decoded(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}

/** A bare GET, or another method, on a URL, following redirects within the handler. */
export async function get(handle: Handler, url: string | URL, init: RequestInit = {}): Promise<Response> {
  const response = await handle(new Request(url, init));
  const location = response.headers.get('location');
  return location === null ? response : await get(handle, new URL(location, url), init);
}

/** The octets of an answer. */
export async function octets(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** The URL with a character changed in the first of its parts that is long enough to be a secret. */
export function forged(url: string): string {
  const secret = /(\/storage\/.*?)([\w-]{8})([\w-])(?=[\w-]{7})/;
  return url.replace(secret, (_, before: string, start: string, character: string) =>
    [before, start, character === 'A' ? 'B' : 'A'].join(''),
  );
}
