import { isJsonObject } from '../contract/json.ts';
import type { Json } from '../contract/json.ts';
import { expiryOf } from './expiry.ts';

/** When a URL ends by what stands in it. */
export interface SignedExpiry {
  /** What says so: the name of a parameter, or of a claim. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly expires: number;
}

/** The moment at which an absolute URL expires, where a parameter or a claim in it says so; undefined where none does. */
export function signedExpiry(url: string): SignedExpiry | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, searchParams } = new URL(url);
  return datedExpiry(searchParams) ?? namedExpiry(searchParams) ?? claimedExpiry(pathname, searchParams);
}

/** A date and the seconds from it, as AWS and Google sign. */
function datedExpiry(query: URLSearchParams): SignedExpiry | undefined {
  for (const vendor of ['Amz', 'Goog']) {
    const name = `X-${vendor}-Expires`;
    const [date, seconds] = [basicDate(query.get(`X-${vendor}-Date`)), Number(query.get(name) ?? Number.NaN)];
    if (date !== undefined && !Number.isNaN(seconds)) return { name, expires: date + seconds * 1000 };
  }
  return undefined;
}

/** Names of what says when something ends; `se` is Azure's. */
const named = /^(?:exp(?:ir(?:es|y|ation))?(?:[_-]?(?:at|on|time))?|valid[_-]?(?:until|to)|se)$/i;

/** The first of some members that has such a name, and an instant: epoch seconds or milliseconds, or RFC 3339. */
function namedExpiry(members: Iterable<readonly [string, Json]>): SignedExpiry | undefined {
  for (const [name, value] of members) {
    const instant = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    const expiry = named.test(name) ? expiryOf(instant, 0) : undefined;
    if (expiry !== undefined) return { name, expires: expiry.value };
  }
  return undefined;
}

/** What a token in the path or the query says, JSON in base64url between dots as in a JSON Web Token (RFC 7519 §4.1.4). */
function claimedExpiry(path: string, query: URLSearchParams): SignedExpiry | undefined {
  const parts = [...path.split('/'), ...query.values()].flatMap((word) => word.split('.'));
  for (const part of parts) {
    const claims = claimsIn(part);
    const expiry = claims && namedExpiry(Object.entries(claims));
    if (expiry !== undefined) return expiry;
  }
  return undefined;
}

function claimsIn(part: string): Record<string, Json> | undefined {
  // `{"` in base64.
  if (!part.startsWith('eyJ')) return undefined;
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `20260115T113000Z` as epoch milliseconds. */
function basicDate(text: string | null): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  if (second === undefined) return undefined;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
