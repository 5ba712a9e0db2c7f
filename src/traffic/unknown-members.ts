import type { JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Control, Session } from '../session.ts';
import { unknownKey } from './credentials.ts';
import type { Vector } from './vector.ts';

/** A passed request with members that the document does not declare: of every type, and named like declared ones. */
export function withUnknownMembers({ request, target }: Session, { body, fileId }: Control): Vector[] {
  const properties = request['properties'];
  const declared = isJsonObject(properties) ? Object.keys(properties) : [];
  const misleading = unknownKey(fileId);
  const kinds: JsonObject[] = [
    { filler: 'x'.repeat(5000) },
    { unknown: 1 },
    { none: null },
    { text: 'text', flag: true },
    { object: { nested: { deeply: [1, { two: 2 }] } } },
    { list: [] },
    { '': 'empty name' },
    { 'ключ 🔑': 'other script' },
    { 'a.b': 1, $where: '1', ['n'.repeat(300)]: 'long name' },
  ];
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
  const besides = (extra: JsonObject, known: JsonObject = body): Vector => ({
    body: { ...extra, ...known },
    because: `with ${JSON.stringify(Object.keys(extra).map((name) => name.slice(0, 20)))} besides`,
  });
  // Together first, and in front of every declared member: a server that stumbles over one of them stumbles over all.
  return [
    besides(together(kinds), { fileId, action: 'download', expiresInMinutes: 7 }),
    besides(synonyms),
    ...[...respelled.map(together), ...kinds, ...respelled.flat()].map((extra) => besides(extra)),
  ];
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
