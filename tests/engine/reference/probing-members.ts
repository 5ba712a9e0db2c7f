import type { Reference } from '../../../src/reference/reference.ts';

type Members = Readonly<Record<string, unknown>>;

const lifetimes = [1, 1.5, 2.7, 5, 15, 59.123456789, 60, 61, 90, 300, 720, 999.5, 1050, 1200, 1439.5, 1440];
const notLifetimes = [0, 0.4, 0.9, 0.99995, -5, 1440.2, 1440.9, 1441, 5000, 1e9, 2 ** 32 + 60, 1e13];
const notNumbers = ['60', '60abc', '1h', '0x3c', '', null, true, false, [60], [60, 5], {}];
const notActions = [
  ...['VIEW', ' view ', '', 'vi', 'viewer', 'delete', 'inline', 'view\0x', 'ｖｉｅｗ', '0', 'view,download'],
  ...[null, 1, ['view'], {}],
];
const notIds = ['', null, true, 42, {}, []];

/** Undeclared members and values of them on which a careless server fails. */
const undeclared: readonly Members[] = [
  ...['note 🚀', 'Größe', null, [1], { a: 1 }, 5, 1e30, 'a\0b', '<script>'].map((note) => ({ note })),
  { a: '1', b: '2', c: '3', d: '4' },
  ...['hasOwnProperty', 'toString', 'constructor', 'contentType', 'fileName', '', 'a.b', 'x'.repeat(300)].map(
    (name) => ({ [name]: 'x' }),
  ),
  Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`member${index}`, index])),
  { note: 1, expiresInMinutes: 5 },
  { id: 'file_unknown' },
  { expiresIn: 300 },
  { download: true },
  { success: false },
];

/** Members of a request for every kind of thing that a careless server may get wrong; those of a plain one differ from them. */
export const members: readonly Members[] = [
  {},
  ...['view', 'download'].flatMap((action) => [
    { action },
    ...lifetimes.map((expiresInMinutes) => ({ action, expiresInMinutes })),
    ...notLifetimes.map((expiresInMinutes) => ({ action, expiresInMinutes })),
  ]),
  ...[...lifetimes, ...notLifetimes, ...notNumbers].map((expiresInMinutes) => ({ expiresInMinutes })),
  ...[1441, 1441].map((expiresInMinutes) => ({ expiresInMinutes })),
  ...notActions.flatMap((action) => [{ action }, { action, expiresInMinutes: 60 }]),
  { action: 'upload' },
  ...notIds.map((fileId) => ({ fileId })),
  ...[undefined, null].map((fileId) => ({ fileId, action: 'download' })),
  ...undeclared,
];

/** Members that name a known file elsewhere than in a text `fileId`. */
export function membersWith({ main }: Reference): Members[] {
  const { fileId } = main;
  return [
    ...[{ id: fileId }, { data: { fileId } }].map((each) => ({ fileId: undefined, ...each })),
    ...[[fileId], [fileId, 'x'], { id: fileId }].map((each) => ({ fileId: each })),
    { fileId: 'file_unknown', expiresInMinutes: 60 },
    { fileId: 'file_unknown', expiresInMinutes: 1441 },
  ];
}
