import type { Answered } from '../client/exchange.ts';
import type { Complaint } from '../judge.ts';
import { objectIn, quoted } from './body.ts';
import type { Expiry } from './expiry.ts';
import { expiryOf, lifetimeOf, tolerance } from './expiry.ts';

/** A success together with the lifetime that was asked for. */
export interface Announced {
  readonly answer: Answered;
  /** Minutes asked for; undefined when the request left them to the default. */
  readonly minutes: number | undefined;
  readonly action: string | undefined;
  /** The `expiresAt` of the answer; undefined when its unit is not recognised. */
  readonly expiry: Expiry | undefined;
}

/** Pairs an answer with what was asked for; `longest` is the longest lifetime in minutes. */
export function announcedBy(answer: Answered, asked: Record<string, unknown>, longest: number): Announced {
  const { expiresInMinutes, action } = asked;
  return {
    answer,
    minutes: typeof expiresInMinutes === 'number' ? expiresInMinutes : undefined,
    action: typeof action === 'string' ? action : undefined,
    expiry: expiryOf(objectIn(answer.response)?.['expiresAt'], longest),
  };
}

/** A complaint when the announced lifetime is not the one given in minutes, within the tolerance. */
export function lifetimeComplaint({ answer, expiry }: Announced, minutes: number): Complaint | undefined {
  if (expiry === undefined) return undefined;
  const lifetime = lifetimeOf(answer, expiry);
  const allowed = expiry.unit === 'relative minutes' ? 30_000 : tolerance(answer);
  // A gateway's Date may be off: the announcement is wrong only when it is so by both clocks.
  const byOurs = expiry.unit === 'relative minutes' ? lifetime : expiry.value - answer.receivedAt;
  if ([lifetime, byOurs].some((one) => Math.abs(one - minutes * 60_000) <= allowed)) return undefined;
  const value = quoted(objectIn(answer.response)?.['expiresAt']);
  return {
    received: `expiresAt ${value}, which is ${inMinutes(lifetime)} from now (read as ${expiry.unit})`,
    expected: `${minutes} min ± ${Math.round(allowed / 1000)} s from now`,
  };
}

/** Minutes that URLs live where the server decides (P: URL Expiration). */
const typical = { least: 15, most: 60 };

/** True when one lifetime of 15 to 60 minutes is announced by all answers, though requests for several are among them. */
export function haveTheirOwn(those: readonly Announced[]): boolean {
  const asked = new Set(those.map(({ minutes }) => minutes));
  const fits = (minutes: number): boolean =>
    those.every((one) => one.expiry !== undefined && lifetimeComplaint(one, minutes) === undefined);
  const [first] = those;
  if (asked.size < 2 || first?.expiry === undefined) return false;
  const own = Math.round(lifetimeOf(first.answer, first.expiry) / 60_000);
  return own >= typical.least && own <= typical.most && fits(own);
}

function inMinutes(milliseconds: number): string {
  return `${Number((milliseconds / 60_000).toFixed(2))} min`;
}
