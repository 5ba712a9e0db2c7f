import { cut } from '../client/cut.ts';
import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Control, Session } from '../session.ts';
import { unknownKey } from './credentials.ts';
import type { Say } from './manners.ts';
import type { Vector } from './vector.ts';

/** Goes as a pair of `\u` escapes, as clients write it that keep JSON in ASCII (RFC 8259 §7). */
const emoji = '📄';

/** What JSON has an escape of two characters for, the slash among it, and the ends of lines that it has none for. */
const signs = '"\\/\b\f\n\r\t\u2028\u2029';

/** Names by which careless code takes an object for something else: a list, a class, what has methods. */
const telling: JsonObject = { length: 1, '@type': 'none', $type: 'none', toString: 1, hasOwnProperty: 1 };

const kinds: readonly JsonObject[] = [
  { filler: 'x'.repeat(5000) },
  { unknown: 1 },
  { none: null },
  { text: 'text', flag: true },
  { object: { nested: { deeply: [1, { two: 2 }] } } },
  { list: [] },
  { '': 'empty name', '0': 'numeric name' },
  { 'ключ 🔑': 'other script', escaped: emoji, signs },
  telling,
  { 'a.b': 1, $where: '1', ['n'.repeat(2000)]: 'long name' },
];

/**
 * Says a request with members in front that mean nothing, of every type: together first, because a server that stumbles over one of
 * them stumbles over all.
 */
export const extraMembers: readonly Say[] = [together(kinds), ...kinds].map(
  (extra) => (body) => escaped(besides(extra, body)),
);

/** A passed request with members that look like those that matter: in other spellings, and under other names. */
export function misleadingMembers({ request, target }: Session, { body, fileId }: Control): Vector[] {
  const properties = request['properties'];
  const declared = isJsonObject(properties) ? Object.keys(properties) : [];
  const misleading = unknownKey(fileId);
  const tenant = target.alt?.tenant ?? misleading;
  // What other interfaces call it, what the answer calls its members, and what the prose asks for with an upload (D4).
  const synonyms: JsonObject = {
    ...{ fileName: 'contract.pdf', contentType: 'application/pdf' },
    ...{ id: misleading, file: misleading, tenantId: tenant, 'Tenant-ID': tenant, _method: 'PATCH' },
    ...{ expiresIn: 300, expires: 300, ttl: 300, lifetime: 300, duration: 300, minutes: 5, expiry: 5 },
    ...{
      download: true,
      success: false,
      url: 'https://files.example.com/',
      filename: 'x',
      fileSize: 1,
      expiresAt: 1,
    },
  };
  const respelled = spellings.map((spell): JsonObject[] =>
    declared
      .map((name): [string, JsonObject[string]] => [spell(name), name === 'fileId' ? misleading : 5])
      .filter(([name]) => !declared.includes(name))
      .map(([name, value]) => ({ [name]: value })),
  );
  const all = [synonyms, together(respelled.flat()), ...respelled.map(together), ...respelled.flat()];
  return all.map((extra) => besides(extra, body));
}

function escaped({ body, because }: Vector): Vector {
  const text = JSON.stringify(body).replace(emoji, '\\ud83d\\udcc4').replaceAll('/', '\\/');
  return { body: Buffer.from(text), because };
}

function besides(extra: JsonObject, body: JsonObject): Vector {
  const names = Object.keys(extra).map((name) => cut(name, 20));
  return { body: { ...extra, ...body }, because: `with ${JSON.stringify(names)} besides` };
}

/** Other ways to write the name of a member. */
const spellings: readonly ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  (name) => `${name} `,
  (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
];

function together(members: readonly JsonObject[]): JsonObject {
  return Object.assign({}, ...members) as JsonObject;
}
