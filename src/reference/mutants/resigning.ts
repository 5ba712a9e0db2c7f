import type { Call, When } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';

/** What a URL signed anew claims instead of what the requested one does; `expires` in seconds since the epoch. */
export interface Claimed {
  readonly method?: string;
  readonly path?: string;
  readonly expires?: number;
}

/** The requested URL with the signature that it should have; of the plain scheme. */
export function resigned(call: Call, { method = call.request.method, path, expires }: Claimed = {}): URL {
  const { expires: own, signature: _, ...parameters } = Object.fromEntries(call.url.searchParams);
  const end = expires ?? (own === undefined ? soon(call) : Number(own));
  return call.reference.sign(method, path ?? call.url.pathname, end, parameters);
}

/** A minute from now by the clock of the file's tenant, in seconds since the epoch. */
export function soon(call: Call): number {
  return Math.ceil(nowFor(call) / 1000) + 60;
}

/** Milliseconds since the epoch by the clock of the tenant whose file lies at the requested path. */
export function nowFor({ reference, url }: Call): number {
  return reference.now(reference.files.atPath(url.pathname)?.tenant);
}

/** Seconds since the epoch at which the requested URL expires; of the plain scheme. */
export function expiryOf({ url }: Call): number {
  return Number(url.searchParams.get('expires'));
}

/** True for a GET. */
export const isGet: When = ({ request }) => request.method === 'GET';

/** Takes a signature for which `same` holds, though it is not the right one. */
export function compares(
  name: string,
  same: (right: string, given: string, call: Call) => boolean,
  when: When = isGet,
): Defect {
  return storageFault(name, (call, next) => {
    const right = resigned(call);
    const matches = when(call) && same(signatureOf(right), signatureOf(call.url), call);
    return matches ? next({ url: right }) : next();
  });
}

function signatureOf(url: URL): string {
  return url.searchParams.get('signature') ?? '';
}

/** True for a refusal by the storage. */
export function isRefusal({ status }: Response): boolean {
  return status >= 400 && status < 500;
}
