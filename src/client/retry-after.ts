import type { ReceivedResponse } from './exchange.ts';
import { header } from './exchange.ts';

/** Milliseconds of a pause when a 429 does not say how long, and of the shortest one. */
const pauses = { unsaid: 1000, shortest: 50 };

/** The pause that a 429, received at an epoch millisecond, asks for in milliseconds; undefined for any other answer, and none. */
export function pauseAsked(response: ReceivedResponse | undefined, receivedAt: number): number | undefined {
  if (response?.status !== 429) return undefined;
  // A date is told by the clock of the target, which may differ from ours.
  const now = httpDate(header(response.headers, 'Date')) ?? receivedAt;
  const asked = retryAfter(header(response.headers, 'Retry-After'), now);
  return Math.max(asked ?? pauses.unsaid, pauses.shortest);
}

/** The wait that a `Retry-After` field asks for (RFC 9110 §10.2.3) in milliseconds, or undefined when it is not valid. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = httpDate(value);
  return date === undefined ? undefined : Math.max(0, date - now);
}

const imfFixdate =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/** An HTTP-date in the form that senders must use (RFC 9110 §5.6.7) as epoch milliseconds, or undefined. */
export function httpDate(value: string | undefined): number | undefined {
  if (value === undefined || !imfFixdate.test(value.trim())) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
