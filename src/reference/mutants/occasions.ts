import type { Call, When } from '../defects/fault.ts';
import type { Reference } from '../reference.ts';

/** True for a request for an existing file with the action, or, for `view`, without one. */
export function asksTo(action: 'view' | 'download'): When {
  return ({ asked }) => (asked['action'] ?? 'view') === action;
}

/** True for each n-th request of a server for which `when` holds, the n-th being the first. */
export function eachNth(n: number, when: When = () => true): When {
  const counts = new WeakMap<Reference, number>();
  return (call) => {
    if (!when(call)) return false;
    const count = (counts.get(call.reference) ?? 0) + 1;
    counts.set(call.reference, count);
    return count % n === 0;
  };
}

/** The lifetime that is asked for in minutes, 60 by default; undefined for one that the contract does not allow. */
export function minutesOf({ asked }: Pick<Call, 'asked'>): number | undefined {
  const { expiresInMinutes = 60 } = asked;
  const fits = typeof expiresInMinutes === 'number' && expiresInMinutes >= 1 && expiresInMinutes <= 1440;
  return fits ? expiresInMinutes : undefined;
}

/** True for a lifetime from `least` to `most` minutes, both included. */
export function lasting(least: number, most: number): When {
  return (call) => {
    const minutes = minutesOf(call);
    return minutes !== undefined && minutes >= least && minutes <= most;
  };
}

/** The request body as it came, replacement characters for what is not UTF-8. */
export function textOf({ bytes }: Pick<Call, 'bytes'>): string {
  return Buffer.from(bytes).toString('utf8');
}

/** True for a body whose text matches. */
export function bodyMatches(pattern: RegExp): When {
  return (call) => pattern.test(textOf(call));
}

/** True for a `fileId` that is a string and matches. */
export function fileIdMatches(pattern: RegExp): When {
  return ({ asked: { fileId } }) => typeof fileId === 'string' && pattern.test(fileId);
}

/** The request's member names besides those that the contract gives a meaning. */
export function otherMembers({ asked }: Pick<Call, 'asked'>): string[] {
  const known = ['fileId', 'action', 'expiresInMinutes', 'fileName', 'contentType'];
  return Object.keys(asked).filter((name) => !known.includes(name));
}

/** What a server remembers from one request to the next: a value of each reference server, made at first use. */
export function memory<T>(create: () => T): (call: Pick<Call, 'reference'>) => T {
  const values = new WeakMap<Reference, T>();
  return ({ reference }) => {
    const value = values.get(reference) ?? create();
    values.set(reference, value);
    return value;
  };
}
