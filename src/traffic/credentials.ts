import type { Json, JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import type { NearMiss } from './near-miss.ts';
import { nearMisses, percentEncoded, tellingMisses } from './near-miss.ts';
import type { Vector } from './vector.ts';

/** What tells the kind of a key or an id, in front of at least eight characters of its own. */
const kind = /^(?:[a-z]+[_-]){1,2}(?=.{8})/i;

/** A key that nobody was given, of the length and alphabet of the real one, and with its prefix. */
export function unknownKey(token: string): string {
  const prefix = kind.exec(token)?.[0] ?? '';
  const reversed = Array.from(token.slice(prefix.length)).reverse().join('');
  return (
    prefix +
    reversed
      .replace(/[a-z]/gi, (letter) => (letter.toLowerCase() === 'z' ? 'q' : 'z'))
      .replace(/\d/g, (digit) => (digit === '7' ? '3' : '7'))
  );
}

/** What careless comparisons take for a key: its near misses, and the part that differs from key to key. */
export function keyMisses(token: string): NearMiss[] {
  const prefix = kind.exec(token)?.[0] ?? '';
  const own = prefix === '' ? [] : [{ value: token.slice(prefix.length), note: 'without its prefix' }];
  const misses = nearMisses(token);
  const middle = misses.filter(({ note }) => note.startsWith('middle'));
  const [first, rest] = [misses.slice(0, tellingMisses), misses.slice(tellingMisses)];
  return [...first, ...own, ...middle, ...rest.filter((miss) => !middle.includes(miss))];
}

/** A key in the encodings in which it is sent where it does not count. */
export function encodedKeys(token: string): { base64: NearMiss; basic: NearMiss; percent: NearMiss } {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return {
    base64: { value: base64(token), note: 'in base64' },
    basic: { value: base64(`${token}:`), note: 'in base64 with a colon' },
    percent: { value: percentEncoded(token), note: 'percent-encoded' },
  };
}

/** Requests without credentials and with an unknown key. */
export function credentialVectors(session: Session, body: Json): Vector[] {
  const { token } = session.target.main;
  return [
    { body, deviation: { headers: { Authorization: null } }, because: 'no Authorization' },
    { body, deviation: bearer(unknownKey(token)), because: 'an unknown key' },
    { body, deviation: bearer('a.b.c'), because: 'the key "a.b.c"' },
    { body, deviation: bearer('constructor'), because: 'the name of what every object has for a key' },
  ];
}

/** Requests that carry no valid key: near misses of it, other schemes, nothing behind the scheme. */
export function keylessVectors(session: Session, body: Json): Vector[] {
  const { token } = session.target.main;
  const { base64, percent } = encodedKeys(token);
  const others: [string, string][] = [
    [`Basic ${Buffer.from('user:password').toString('base64')}`, 'Basic with a name and a password'],
    [`Bearer ${percent.value}`, 'the key, percent-encoded'],
    [`Bearer ${clumsyKey}`, 'Bearer, 900 characters, some outside ASCII, and an SQL condition'],
    ['', 'an empty Authorization'],
    ['Bearer', 'Bearer alone'],
    ['Bearer null', 'Bearer null'],
    [`Bearer ${base64.value}`, 'the key in base64'],
    [`Bearer ${unsignedToken}`, 'Bearer and a token that claims to need no signature'],
    [`Bearer x,${token}`, 'a list of a word and the key'],
    [`Bearer "${token}"`, 'the key in quotes'],
    ['Bearer %', 'Bearer and a percent sign'],
    ['Bearer *', 'Bearer and an asterisk'],
    ['null', 'null without a scheme'],
    ['Bearer undefined', 'Bearer undefined'],
    ['Digest username="x"', 'Digest'],
  ];
  const misses = keyMisses(token).map(({ value, note }): Vector => ({
    body,
    deviation: bearer(value),
    because: `the key, ${note}`,
  }));
  const fields = others.map(([value, because]): Vector => ({
    body,
    deviation: { headers: { Authorization: value } },
    because,
  }));
  const elsewhere: Vector = {
    body,
    deviation: { headers: { Authorization: null }, path: `${session.operation.path}/` },
    because: 'no Authorization, at the path with a slash behind',
  };
  // By turns, so that the first few are of several kinds.
  const turns = misses.slice(0, 8).flatMap((miss, index) => [miss, ...fields.slice(index, index + 1)]);
  return [...turns, ...fields.slice(8, 13), elsewhere, ...misses.slice(8), ...fields.slice(13)];
}

/** What a careless server stumbles over or lets into a query, in three parts like a JSON Web Token. */
const clumsyKey = `a.${'x'.repeat(900)}.ééé'OR'1'='1`;

/** A JSON Web Token of nobody with an empty signature (RFC 8725 §2.1). */
const unsignedToken = ['{"alg":"none","typ":"JWT"}', '{"sub":"1","admin":true,"exp":9999999999}', '']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

/** What a proxy in front tells of a client, as if it were one that needs no key: its own machine. */
export const ownMachine: Readonly<Record<string, string>> = {
  'X-Forwarded-For': '127.0.0.1',
  'X-Real-IP': '127.0.0.1',
  Forwarded: 'for=127.0.0.1',
};

/** A user that a proxy in front has logged in; a server may refuse these fields from anybody else. */
export const loggedIn: Readonly<Record<string, string>> = {
  'X-Forwarded-User': 'admin',
  'X-Remote-User': 'admin',
  'X-User-Id': '1',
};

/** Requests with the valid key in every place but the Authorization field: in the query, and everywhere else. */
export function displacedKeyVectors({ operation, target }: Session, body: JsonObject): Vector[] {
  const { token } = target.main;
  const names = ['access_token', 'token', 'api_key', 'apikey', 'apiKey', 'key', 'auth', 'authorization'];
  const query = names.map((name) => `${name}=${encodeURIComponent(token)}`).join('&');
  const fields = ['X-Api-Key', 'Api-Key', 'X-Auth-Token', 'X-Access-Token'].map((name) => [name, token]);
  const schemed = ['X-Authorization', 'Proxy-Authorization'].map((name) => [name, `Bearer ${token}`]);
  return [
    {
      body,
      deviation: { headers: { Authorization: null }, path: `${operation.path}?${query}` },
      because: `the key in the query as ${names.join(', ')}`,
    },
    {
      body: { ...body, ...Object.fromEntries(names.map((name) => [name, token])) },
      deviation: {
        headers: {
          Authorization: null,
          ...(Object.fromEntries([...fields, ...schemed]) as Record<string, string>),
          Cookie: names.map((name) => `${name}=${encodeURIComponent(token)}`).join('; '),
        },
      },
      because: 'the key in the body, in a cookie and in other fields',
    },
  ];
}

/** Requests with the valid key, but not as a bearer. */
export function misplacedKeyVectors(session: Session, body: Json): Vector[] {
  const { token } = session.target.main;
  const values: [string, string][] = [
    [token, 'the key without a scheme'],
    [`Basic ${encodedKeys(token).basic.value}`, 'the key as the name of Basic'],
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
