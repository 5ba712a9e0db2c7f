import type { Defect } from '../start.ts';
import type { Body, Call, When } from './fault.ts';
import { apiFault, fault } from './fault.ts';

const always: When = () => true;

/** The same answer with another body, its length put right. */
export function withText(response: Response, body: string | Uint8Array, status = response.status): Response {
  const headers = new Headers(response.headers);
  if (headers.has('content-length')) headers.set('content-length', String(Buffer.byteLength(body)));
  return new Response(body as string, { status, headers });
}

/** An error answer as the sound server would write it. */
export function errorAnswer(status: number, code: string, message = 'The request is refused.'): Response {
  const text = JSON.stringify({ error: { code, message } });
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
      date: new Date().toUTCString(),
    },
  });
}

/** The `error` of an Error body. */
export const errorOf = (body: Body): Body => body['error'] as Body;

/** Statuses from one to another, itself by default. */
export const on = (from: number, to = from): { from: number; to: number } => ({ from, to });

/** Changes the JSON body of answers with a status in a range (200 alone by default). */
export function changesBody(
  name: string,
  change: (body: Body, call: Call) => unknown,
  { from = 200, to = from, when = always }: { from?: number; to?: number; when?: When } = {},
): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    if (response.status < from || response.status > to || !when(call)) return response;
    return withText(response, JSON.stringify(change((await response.json()) as Body, call)));
  });
}

/** Answers with another status where the sound one is `from`. */
export function changesStatus(name: string, from: number, to: number, when: When = always): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    return response.status === from && when(call) ? withText(response, await response.text(), to) : response;
  });
}

/** Sets a header field, or drops it with null, on answers for which `when` holds. */
export function changesHeader(
  name: string,
  field: string,
  value: string | null | ((sound: string | null) => string),
  when: (response: Response, call: Call) => boolean = () => true,
): Defect {
  return fault(name, async (call, next) => {
    const response = await next();
    if (call.url.pathname.startsWith('/storage/') || !when(response, call)) return response;
    const headers = new Headers(response.headers);
    const changed = typeof value === 'function' ? value(headers.get(field)) : value;
    if (changed === null) headers.delete(field);
    else headers.set(field, changed);
    return new Response(response.body, { status: response.status, headers });
  });
}

/** Refuses requests that the sound server accepts. */
export function refuses(name: string, when: When, status = 422): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    return response.ok && when(call) ? errorAnswer(status, 'INVALID_REQUEST') : response;
  });
}

/** Fails with 500 on requests for which `when` holds, as an uncaught exception would. */
export function crashes(name: string, when: When): Defect {
  return apiFault(name, (call, next) =>
    when(call) ? Promise.resolve(errorAnswer(500, 'INTERNAL')) : next(),
  );
}
