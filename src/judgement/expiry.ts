import type { Json } from '../contract/json.ts';
import type { Answered } from '../client/exchange.ts';
import { header } from '../client/exchange.ts';
import { httpDate } from '../client/retry-after.ts';

/** How a target writes `expiresAt`. The document gives no unit (discrepancy D3), so it is recognised by magnitude. */
export type ExpiryUnit = 'seconds' | 'milliseconds' | 'relative minutes' | 'RFC 3339';

/** An `expiresAt` value in its unit. */
export interface Expiry {
  readonly unit: ExpiryUnit;
  /** Epoch milliseconds; for relative minutes, milliseconds from now. */
  readonly value: number;
}

const rfc3339 = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/** Recognises an `expiresAt`: 1e9–1e11 seconds, 1e12–1e14 milliseconds, up to `longest` (minutes) relative; else undefined. */
export function expiryOf(value: Json | undefined, longest: number): Expiry | undefined {
  if (typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value))) {
    return { unit: 'RFC 3339', value: Date.parse(value) };
  }
  if (typeof value !== 'number') return undefined;
  if (value >= 1e9 && value < 1e11) return { unit: 'seconds', value: value * 1000 };
  if (value >= 1e12 && value < 1e14) return { unit: 'milliseconds', value };
  if (value > 0 && value <= longest) return { unit: 'relative minutes', value: value * 60_000 };
  return undefined;
}

/** The target's clock when it answered, in epoch ms: its `Date`, else the local clock. */
export function serverTime({ response, receivedAt }: Answered): number {
  return httpDate(header(response.headers, 'Date')) ?? receivedAt;
}

/** The lifetime that an answer announces, in milliseconds, by the target's own clock. */
export function lifetimeOf(answer: Answered, expiry: Expiry): number {
  return expiry.unit === 'relative minutes' ? expiry.value : expiry.value - serverTime(answer);
}

/**
 * How far a lifetime may be off in milliseconds: 30 s (which admits rounding to the nearest minute, discrepancy D15),
 * a second for the resolution of `Date`, and the time that the request was under way.
 */
export function tolerance({ sentAt, receivedAt }: Answered): number {
  return 30_000 + 1000 + Math.max(0, receivedAt - sentAt);
}
