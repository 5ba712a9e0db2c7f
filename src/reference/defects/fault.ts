import type { Handler } from '../handler.ts';
import type { Reference } from '../reference.ts';
import type { Defect } from '../start.ts';

/** A JSON object, as the defects read and write it. */
export type Body = Record<string, unknown>;

/** A request that a defect looks at; its body has been read already. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The request body as octets. */
  readonly bytes: Uint8Array;
  /** The same in the parts in which it came. */
  readonly parts: readonly Uint8Array[];
  /** The request body when it is a JSON object, else empty; of storage nothing is asked. */
  readonly asked: Body;
  readonly reference: Reference;
}

/** Which requests a defect concerns. */
export type When = (call: Call) => boolean;

/** Passes a request on to the sound server, as it came or changed. */
export type Next = (changed?: {
  body?: Uint8Array | string;
  headers?: Record<string, string | null>;
  url?: URL;
  method?: string;
}) => Promise<Response>;

/** A single fault: what the server does instead. `next` is the sound server. */
export function fault(name: string, behave: (call: Call, next: Next) => Promise<Response>): Defect {
  return { name, wrap: (reference) => wrapped(reference, behave) };
}

/** A fault of `POST /v1/files/url` only; every other request meets the sound server. */
export function apiFault(name: string, behave: (call: Call, next: Next) => Promise<Response>): Defect {
  return fault(name, (call, next) => (isOperation(call) ? behave(call, next) : next()));
}

/** A fault of the storage only. */
export function storageFault(name: string, behave: (call: Call, next: Next) => Promise<Response>): Defect {
  return fault(name, (call, next) =>
    call.url.pathname.startsWith('/storage/') ? behave(call, next) : next(),
  );
}

/** One fault that shows in two places: `outer` behaves as it does on a server that has `inner`. */
export function both(name: string, inner: Defect, outer: Defect): Defect {
  return { name, wrap: (reference) => outer.wrap({ ...reference, handle: inner.wrap(reference) }) };
}

function isOperation({ request, url }: Call): boolean {
  return request.method === 'POST' && url.pathname === '/v1/files/url';
}

function wrapped(reference: Reference, behave: (call: Call, next: Next) => Promise<Response>): Handler {
  return async (request) => {
    const parts = await partsOf(request);
    const bytes = Buffer.concat(parts);
    const url = new URL(request.url);
    const next: Next = (changed = {}) => reference.handle(rebuilt(request, bytes, changed));
    // An upload is no request for a URL, and reading megabytes as JSON would take a tenth of a run.
    const asked = url.pathname.startsWith('/storage/') ? {} : objectIn(bytes);
    return behave({ request, url, bytes, parts, asked, reference }, next);
  };
}

async function partsOf({ body }: Request): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  // The types of the stream lack the iterator that Node gives it.
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) parts.push(part);
  return parts;
}

/** Methods that `Request` refuses to be made with. */
const unsettable = new Set(['CONNECT', 'TRACE', 'TRACK']);

function rebuilt(request: Request, bytes: Uint8Array, changed: Parameters<Next>[0] = {}): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(changed.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  headers.delete('content-length');
  const method = changed.method ?? request.method;
  const body = method === 'GET' || method === 'HEAD' ? null : (changed.body ?? bytes);
  const settable = unsettable.has(method) ? 'OPTIONS' : method;
  const made = new Request(changed.url ?? request.url, { method: settable, headers, body: body as string });
  return settable === method ? made : Object.defineProperty(made, 'method', { value: method });
}

function objectIn(bytes: Uint8Array): Body {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
  } catch {
    return {};
  }
}

/** The id that a request asks for; empty when it is no text, which a careless server must not fail at besides. */
export function fileIdOf({ asked }: Pick<Call, 'asked'>): string {
  const { fileId } = asked;
  return typeof fileId === 'string' ? fileId : '';
}
