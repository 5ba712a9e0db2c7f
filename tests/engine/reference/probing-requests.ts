import type { Reference } from '../../../src/reference/reference.ts';
import type { Asking } from './asking.ts';

const lifetimes = [1, 1.5, 2.7, 5, 15, 59.123456789, 60, 61, 90, 300, 720, 999.5, 1050, 1200, 1439.5, 1440];
const notLifetimes = [0, 0.4, 0.9, -5, 1440.2, 1440.9, 1441, 5000, 1e9, 2 ** 32 + 60, 1e13];
const notNumbers = ['60', '60abc', '', null, true, false, [60], {}];
const notActions = ['VIEW', ' view ', '', 'vi', 'viewer', 'delete', null, 1, ['view'], {}];
const notIds = ['', null, true, 42, {}, []];

/** Members of a request for every kind of thing that a careless server may get wrong. */
const members: readonly Readonly<Record<string, unknown>>[] = [
  {},
  ...['view', 'download'].flatMap((action) => [
    { action },
    ...lifetimes.map((expiresInMinutes) => ({ action, expiresInMinutes })),
    ...notLifetimes.map((expiresInMinutes) => ({ action, expiresInMinutes })),
  ]),
  ...[...lifetimes, ...notLifetimes, ...notNumbers].map((expiresInMinutes) => ({ expiresInMinutes })),
  ...notActions.flatMap((action) => [{ action }, { action, expiresInMinutes: 60 }]),
  { action: 'upload' },
  ...notIds.map((fileId) => ({ fileId })),
  ...[undefined, null].map((fileId) => ({ fileId, action: 'download' })),
  ...['note 🚀', 'Größe', null, [1], { a: 1 }, 5].map((note) => ({ note })),
  { a: '1', b: '2', c: '3', d: '4' },
  ...['hasOwnProperty', 'toString', 'constructor', 'contentType', 'fileName'].map((name) => ({
    [name]: 'x',
  })),
];

const ids = [
  ...[
    'file_unknown',
    'a b',
    '   ',
    'größe',
    '日本',
    '🚀',
    '\ud800',
    '\0',
    '%',
    '%2e%2e',
    "o'clock",
    '../../etc/passwd',
    'a\r\nb',
  ],
  ...['constructor', '__proto__', '*', '.*', "' or 1=1 --", 'x'.repeat(300), 'x'.repeat(4096)],
];

function idsNear(known: string): string[] {
  return [
    ...[known.slice(0, -1), `${known}x`, `${known.slice(0, -1)}-`, ` ${known}`, `${known}\0x`, `./${known}`],
    ...[encodeURIComponent(known).replace('_', '%5F'), 'x'.repeat(known.length)],
  ];
}

function textsWith(fileId: string): (string | Uint8Array)[] {
  const plain = JSON.stringify({ fileId });
  return [
    ...[
      '',
      '{',
      'null',
      '[]',
      '5',
      '"text"',
      'fileId=1',
      `[${plain}]`,
      JSON.stringify(plain),
      plain.slice(0, -1),
    ],
    ...[`${plain} and more`, plain.replace('}', ',}'), `/* a */${plain}`, plain.replaceAll('"', "'")],
    ...[`  ${plain}`, `${plain}\n`, plain.replace(':', '\t:'), plain.replace('fileId', 'file\\u0049d')],
    ...[`{"action":"view",${plain.slice(1)}`, `{"fileId":"x",${plain.slice(1)}`],
    ...[
      `{"expiresInMinutes":6e1,${plain.slice(1)}`,
      `{"expiresInMinutes":60.0,${plain.slice(1)}`,
      `{"expiresInMinutes":1e400,${plain.slice(1)}`,
    ],
    ...[
      `{"__proto__":{"action":"download"},${plain.slice(1)}`,
      plain,
      `{"FILEID":${JSON.stringify(fileId)}}`,
    ],
    ...['['.repeat(200), '['.repeat(200) + ']'.repeat(200), `{"a":"${'a'.repeat(300_000)}"}`],
    Buffer.concat([Buffer.from(plain.slice(0, -1)), Buffer.from(',"a":"\xff"}', 'latin1')]),
  ];
}

/** Requests of every kind about the files that the server brings. */
export function probingRequests(reference: Reference): Asking[] {
  const { main, alt } = reference;
  const authorization = (value: string | undefined): Asking => ({ headers: { authorization: value } });
  const tenant = (value: string | undefined): Asking[] =>
    ['view', 'download'].map((action) => ({ headers: { 'tenant-id': value }, members: { action } }));
  const type = (value: string | undefined): Asking => ({ headers: { 'content-type': value } });
  return [
    ...members.map((each) => ({ members: each })),
    { members: { fileId: [main.fileId] } },
    ...[...ids, ...idsNear(main.fileId)].flatMap((fileId) =>
      ['view', 'download'].map((action) => ({ members: { fileId, action } })),
    ),
    { members: { fileId: 'file_unknown', expiresInMinutes: 60 } },
    ...textsWith(main.fileId).map((body) => ({ body })),
    ...keysNear(main.token).map(authorization),
    { ...authorization(undefined), members: { action: 'download' } },
    ...[
      { body: '{' },
      { members: { fileId: 5 } },
      { members: { fileId: 'x' } },
      { members: { access_token: main.token } },
    ].map((each) => ({ ...each, ...authorization(undefined) })),
    ...[...tenantsNear(main.tenant), alt.tenant].flatMap(tenant),
    { principal: alt },
    { principal: { ...alt, tenant: main.tenant } },
    ...[{}, { expiresInMinutes: 5 }, { action: 'download' }, {}].map((more) => ({
      principal: { ...alt, fileId: main.fileId },
      members: more,
    })),
    ...['text/plain', undefined, 'text/json', 'Application/JSON', 'application/json; charset=utf-8'].map(
      type,
    ),
    ...['PUT', 'PATCH'].map((method) => ({ method })),
    { headers: { 'accept-encoding': 'gzip' } },
    { headers: { 'accept-encoding': 'gzip' }, members: { fileId: 'unknown' } },
  ];
}

function keysNear(token: string): (string | undefined)[] {
  const keys = [
    token.slice(0, -1),
    `${token}x`,
    `${token.slice(0, -1)}-`,
    token.toLowerCase(),
    `${token.slice(0, 16)}x`,
    `x${token}`,
    'fp_x',
    'x'.repeat(token.length),
    'x',
  ];
  const credentials = keys.map((key) => `Bearer ${key}`);
  const basic = `Basic ${Buffer.from(`${token}:`).toString('base64')}`;
  return [
    undefined,
    '',
    'Bearer',
    token,
    `bearer ${token}`,
    `BEARER ${token}`,
    `Token ${token}`,
    basic,
    'Basic eA==',
    ...credentials,
  ];
}

function tenantsNear(tenant: string): (string | undefined)[] {
  return [
    undefined,
    '',
    'unknown',
    'bu_x',
    tenant.slice(0, -1),
    `${tenant}x`,
    tenant.toUpperCase(),
    `${tenant}, x`,
    `x,${tenant}`,
    `${tenant.slice(0, -1)}-`,
  ];
}
