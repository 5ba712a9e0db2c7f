import type { Defect } from '../start.ts';
import type { Call } from './fault.ts';
import { storageFault } from './fault.ts';

/** Serves a URL as if it were another one, signed anew; undefined leaves it alone. */
export function honours(
  name: string,
  genuine: (call: Call) => { path?: string; expires?: number; disposition?: string } | undefined,
): Defect {
  return storageFault(name, (call, next) => {
    const claim = genuine(call);
    if (claim === undefined) return next();
    const {
      path = call.url.pathname,
      expires = Math.ceil(call.reference.now(call.reference.main.tenant) / 1000) + 60,
    } = claim;
    const disposition = claim.disposition ?? call.url.searchParams.get('disposition') ?? 'inline';
    return next({ url: call.reference.sign('GET', path, expires, { disposition }) });
  });
}

/** Changes what the storage answers with 200. */
export function serves(
  name: string,
  change: (response: Response, call: Call) => Response | Promise<Response>,
): Defect {
  return storageFault(name, async (call, next) => {
    const response = await next();
    return response.status === 200 ? change(response, call) : response;
  });
}

/** The same answer with a header field set, or dropped with null. */
export function withField(response: Response, field: string, value: string | null): Response {
  const headers = new Headers(response.headers);
  if (value === null) headers.delete(field);
  else headers.set(field, value);
  return new Response(response.body, { status: response.status, headers });
}

/** Sends other octets for the ranges that match, their length put right. */
export function sendsPart(name: string, change: (bytes: Buffer) => Uint8Array, ranges = /./): Defect {
  return storageFault(name, async (call, next) => {
    const response = await next();
    if (response.status !== 206 || !ranges.test(call.request.headers.get('range') ?? '')) return response;
    const bytes = Buffer.from(change(Buffer.from(await response.arrayBuffer())));
    const { headers, status } = response;
    return withField(new Response(bytes, { status, headers }), 'content-length', String(bytes.length));
  });
}

/** True for a URL that was asked for with action `download`. */
export function isDownload({ url }: Pick<Call, 'url'>): boolean {
  return url.searchParams.get('disposition') === 'attachment';
}
