import type { Readable } from 'node:stream';

/** The part of a received message that makes a `Request`. */
export interface Incoming extends Readable {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Names and values in turn, as received. */
  readonly rawHeaders: readonly string[];
}

/** Methods that `Request` refuses to be made with. */
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** The web standard's view of a received message, its body streamed; throws a TypeError on an unusable target. */
export function toRequest(incoming: Incoming, origin: string): Request {
  const method = incoming.method ?? 'GET';
  const headers = headersOf(incoming.rawHeaders);
  const body = carriesBody(method, headers)
    ? ReadableStream.from(incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>)
    : null;
  const settable = forbidden.has(method) ? 'OPTIONS' : method;
  const request = new Request(targetOf(incoming.url ?? '/', origin), {
    method: settable,
    headers,
    body,
    duplex: 'half',
  });
  return settable === method ? request : Object.defineProperty(request, 'method', { value: method });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index < raw.length; index += 2) headers.append(raw[index] ?? '', raw[index + 1] ?? '');
  return headers;
}

function carriesBody(method: string, headers: Headers): boolean {
  const announced = headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;
  return announced && !['GET', 'HEAD'].includes(method);
}

function targetOf(target: string, origin: string): URL {
  if (target === '*') return new URL(`${origin}/*`);
  return new URL(target.startsWith('/') ? origin + target : target);
}
