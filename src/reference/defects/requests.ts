import type { Defect } from '../start.ts';
import type { Body, Call, When } from './fault.ts';
import { apiFault } from './fault.ts';

/** Reads a request body more kindly than it should: the sound server gets the repaired one. Undefined leaves it alone. */
export function repairs(name: string, repair: (asked: Body, call: Call) => Body | undefined): Defect {
  return apiFault(name, (call, next) => {
    const repaired = repair(call.asked, call);
    return repaired === undefined ? next() : next({ body: JSON.stringify(repaired) });
  });
}

/** Hears the first part of a body alone, or each part by itself: the sound server gets what is made of them. */
export function hears(name: string, make: (parts: readonly Uint8Array[]) => Uint8Array | string): Defect {
  return apiFault(name, ({ parts }, next) => next({ body: make(parts) }));
}

/** Takes a text that is not JSON for a valid request. */
export function takesText(name: string, when: (text: string) => boolean): Defect {
  return apiFault(name, (call, next) => {
    const text = Buffer.from(call.bytes).toString('utf8');
    return isJson(text) || !when(text)
      ? next()
      : next({ body: JSON.stringify({ fileId: call.reference.main.fileId }) });
  });
}

/** Replaces header fields of the request before the sound server sees them; undefined leaves them alone. */
export function overlooks(
  name: string,
  replace: (call: Call) => Record<string, string | null> | undefined,
): Defect {
  return apiFault(name, (call, next) => {
    const headers = replace(call);
    return headers === undefined ? next() : next({ headers });
  });
}

/** Takes any credentials for which `when` holds for those of the first organisation. */
export function trusts(name: string, when: (authorization: string, call: Call) => boolean): Defect {
  return overlooks(name, (call) => {
    const given = call.request.headers.get('authorization') ?? '';
    const right = `Bearer ${call.reference.main.token}`;
    return given !== right && when(given, call) ? { authorization: right } : undefined;
  });
}

/** Takes any Tenant-ID for which `when` holds for that of the first organisation. */
export function takesTenant(name: string, when: (tenant: string | null, call: Call) => boolean): Defect {
  return overlooks(name, (call) => {
    const given = call.request.headers.get('tenant-id');
    const right = call.reference.main.tenant;
    return given !== right && when(given, call) ? { 'tenant-id': right } : undefined;
  });
}

/** True for requests of a client that takes pages first, as browsers do. */
export const takesPages: When = ({ request }) =>
  request.headers.get('accept')?.startsWith('text/html') === true;

/** True for requests with a body that is not a JSON object. */
export const withoutObject: When = ({ asked, bytes }) => bytes.length > 0 && Object.keys(asked).length === 0;

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
