import type { Json } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { nearMisses } from './near-miss.ts';
import type { Vector } from './vector.ts';

/** A key that nobody was given, of the length and alphabet of the real one. */
export function unknownKey(token: string): string {
  const reversed = Array.from(token).reverse().join('');
  return reversed
    .replace(/[a-z]/gi, (letter) => (letter.toLowerCase() === 'z' ? 'q' : 'z'))
    .replace(/\d/g, (digit) => (digit === '7' ? '3' : '7'));
}

/** Requests without credentials and with an unknown key. */
export function credentialVectors(session: Session, body: Json): Vector[] {
  const { token } = session.target.main;
  return [
    { body, deviation: { headers: { Authorization: null } }, because: 'no Authorization' },
    { body, deviation: bearer(unknownKey(token)), because: 'an unknown key' },
    { body, deviation: bearer('invalid'), because: 'the key "invalid"' },
    { body, deviation: bearer('0'.repeat(64)), because: 'a key of 64 zeros' },
  ];
}

/** Requests that carry no valid key: near misses of it, other schemes, nothing behind the scheme. */
export function keylessVectors(session: Session, body: Json): Vector[] {
  const { token } = session.target.main;
  const others: [string, string][] = [
    ['', 'an empty Authorization'],
    ['Bearer', 'Bearer alone'],
    ['Bearer ', 'Bearer and a blank'],
    ['Bearer null', 'Bearer null'],
    [`Basic ${Buffer.from('user:password').toString('base64')}`, 'Basic with a name and a password'],
    [`Bearer ${Buffer.from(token).toString('base64')}`, 'the key in base64'],
    ['null', 'null without a scheme'],
    [`Bearer ' OR '1'='1`, 'Bearer and an SQL condition'],
    ['Bearer *', 'Bearer and an asterisk'],
    ['Digest username="x"', 'Digest'],
    ['Bearer undefined', 'Bearer undefined'],
    ['Bearer %', 'Bearer and a percent sign'],
  ];
  const misses = nearMisses(token).map(({ value, note }): Vector => ({
    body,
    deviation: bearer(value),
    because: `the key, ${note}`,
  }));
  const fields = others.map(([value, because]): Vector => ({
    body,
    deviation: { headers: { Authorization: value } },
    because,
  }));
  // The most telling of both first.
  return [...misses.slice(0, 6), ...fields.slice(0, 8), ...misses.slice(6), ...fields.slice(8)];
}

/** Requests with the valid key, but not as a bearer. */
export function misplacedKeyVectors(session: Session, body: Json): Vector[] {
  const { token } = session.target.main;
  const values: [string, string][] = [
    [token, 'the key without a scheme'],
    [`Basic ${Buffer.from(`${token}:`).toString('base64')}`, 'the key as the name of Basic'],
    [`Basic ${token}`, 'the key behind Basic'],
    [`Token ${token}`, 'the key behind Token'],
    [`Bearer${token}`, 'the key behind Bearer without a blank'],
    [`BearerX ${token}`, 'the key behind BearerX'],
  ];
  return values.map(([value, because]) => ({
    body,
    deviation: { headers: { Authorization: value } },
    because,
  }));
}

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { Authorization: `Bearer ${token}` } };
}
