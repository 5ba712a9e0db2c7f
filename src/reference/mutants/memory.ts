import type { Body, Call, Next } from '../defects/fault.ts';
import { fault } from '../defects/fault.ts';
import type { Reference } from '../reference.ts';
import type { Defect } from '../start.ts';

/** How a careless server answers one request; `next` is the sound server. */
export type Behave = (call: Call, next: Next) => Promise<Response>;

/** A URL that was handed out. */
export interface Issued {
  readonly url: URL;
  /** The request body that it was handed out for. */
  readonly asked: Body;
  readonly answer: Body;
  /** Milliseconds since the epoch, by the clock of its tenant. */
  readonly at: number;
}

/** A fault whose memory is made anew for each server that starts. */
export function remembering(name: string, create: (reference: Reference) => Behave): Defect {
  return { name, wrap: (reference) => fault(name, create(reference)).wrap(reference) };
}

/** A fault of the storage only, with a memory. */
export function forgetfulStorage(name: string, create: (reference: Reference) => Behave): Defect {
  return remembering(name, (reference) => {
    const behave = create(reference);
    return (call, next) => (inStorage(call) ? behave(call, next) : next());
  });
}

/** A fault of the storage that knows every URL that was handed out, oldest first. */
export function knowsIssued(
  name: string,
  create: (issued: readonly Issued[], reference: Reference) => Behave,
): Defect {
  return remembering(name, (reference) => {
    const issued: Issued[] = [];
    const behave = create(issued, reference);
    return async (call, next) => {
      if (inStorage(call)) return behave(call, next);
      const response = await next();
      if (response.ok && isOperation(call)) issued.push(await issuedBy(response, call));
      return response;
    };
  });
}

async function issuedBy(response: Response, { asked, reference, request }: Call): Promise<Issued> {
  const answer = (await response.clone().json()) as Body;
  const at = reference.now(request.headers.get('tenant-id') ?? undefined);
  return { url: new URL(String(answer['url'])), asked, answer, at };
}

/** True for requests that signed URLs lead to. */
export function inStorage({ url }: Pick<Call, 'url'>): boolean {
  return url.pathname.startsWith('/storage/');
}

/** True for `POST /v1/files/url`. */
export function isOperation({ request, url }: Pick<Call, 'request' | 'url'>): boolean {
  return request.method === 'POST' && url.pathname === '/v1/files/url';
}
