import type { Tampered } from './parts.ts';
import { decoded, partsOf, replaced } from './parts.ts';

const day = 86_400;

/** Changes a number of units of which so many are a second. */
interface Move {
  readonly how: string;
  readonly of: (value: number, unit: number) => number;
}

const by = (seconds: number, how: string): Move => ({ how, of: (value, unit) => value + seconds * unit });

const aDayLater = by(day, 'a day later');
/** One of the two stays within a unit that an expiry may be rounded to. */
const short = [by(30, '30 s later'), by(-30, '30 s earlier')];
/** Where the first ten digits alone are signed, what follows them may be changed. */
const oneDigitMore: Move = { how: 'with a zero more behind', of: (value) => value * 10 };

/** The URL with its expiry moved, in whatever form it shows; none when it does not show. `expires` in epoch seconds. */
export function withMovedExpiry(url: string, expires: number, lifetime: number): Tampered[] {
  return shownExpiries(url, expires, lifetime).flatMap(({ tampered }) => tampered);
}

/** An expiry that a URL shows. */
export interface ShownExpiry {
  /** The URL with this expiry in the past: a server that takes it does not read it, and it is there for people. */
  readonly past: Tampered;
  /** The URL with this expiry moved. */
  readonly tampered: readonly Tampered[];
  /** The URL without this expiry, where its query has it. */
  readonly without: readonly Tampered[];
}

/** The places where a URL shows its expiry. `expires` in epoch seconds. A URL of one file is moved far in one way, one `beside` it in another. */
export function shownExpiries(url: string, expires: number, lifetime: number, beside = false): ShownExpiry[] {
  const lists = [beside ? oneDigitMore : aDayLater, ...short].map((move) =>
    moved(url, { expires, lifetime, move }),
  );
  const past = moved(url, { expires, lifetime, move: by(-lifetime - 2 * day, 'in the past') });
  return past.map((one, index) => ({
    past: one,
    tampered: lists.flatMap((list) => list[index] ?? []),
    without: withoutChanged(url, one),
  }));
}

/** The URL without the parameter of its query that another one has with another value. */
function withoutChanged(url: string, { url: other }: Tampered): Tampered[] {
  const [start = '', query = ''] = url.split('?');
  const changed = new Set(other.split('?')[1]?.split('&'));
  const pairs = query.split('&');
  const kept = pairs.filter((pair) => changed.has(pair));
  return kept.length === 0 || kept.length === pairs.length
    ? []
    : [{ url: `${start}?${kept.join('&')}`, note: 'expiry removed' }];
}

/** The URL with each parameter that tells its expiry a second time, a day later; none when it does not show in the query. */
export function withSecondExpiry(url: string, expires: number, lifetime: number): Tampered[] {
  const before = new Set(url.split(/[?&]/));
  return moved(url, { expires, lifetime, move: aDayLater }).flatMap((later) => {
    const pair = later.url.split(/[?&]/).find((one) => !before.has(one));
    return pair === undefined || !pair.includes('=') || !url.includes('?')
      ? []
      : [{ url: `${url}&${pair}`, note: 'a second, later expiry' }];
  });
}

function moved(
  url: string,
  { expires, lifetime, move: { how, of } }: { expires: number; lifetime: number; move: Move },
): Tampered[] {
  const near = (seconds: number, goal: number): boolean => Math.abs(seconds - goal) <= 3;
  return partsOf(url).flatMap((part) => {
    const later = part.value.replace(/\d{13}|\d{10}|\d{1,6}(?=$)/g, (digits) => {
      const value = Number(digits);
      if (digits.length === 10 && near(value, expires)) return String(of(value, 1));
      if (digits.length === 13 && near(value / 1000, expires)) return String(of(value, 1000));
      return /expires?|ttl|lifetime|max-?age/i.test(part.name) && near(value, lifetime)
        ? String(of(value, 1))
        : digits;
    });
    const text = decoded(part.value);
    const date = Date.parse(text);
    const dated = /^\d{4}-\d\d-\d\dT/.test(text) && near(date / 1000, expires);
    const start = signingTime(text);
    const value = dated
      ? encodeURIComponent(new Date(of(date, 1000)).toISOString().replace('.000Z', 'Z'))
      : start !== undefined && near(start / 1000, expires - lifetime)
        ? new Date(of(start, 1000)).toISOString().replace(/[-:]|\.\d+/g, '')
        : later;
    return value === part.value
      ? []
      : [{ url: replaced(url, part, value), note: `expiry ${part.name || 'in the path'} ${how}` }];
  });
}

/** Epoch milliseconds of a time like 20250115T103000Z, from which a lifetime counts; undefined for other texts. */
function signingTime(text: string): number | undefined {
  const [, year, month, dayOfMonth, time = ''] = /^(\d{4})(\d\d)(\d\d)T(\d{6})Z$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return Date.parse(`${year}-${month}-${dayOfMonth}T${time.replace(/(\d\d)(?=\d)/g, '$1:')}Z`);
}
