import { expect, test } from '@playwright/test';
import type { Side } from '../../../src/report/readings.ts';
import type { Talk } from './conversation.ts';
import {
  control,
  download,
  file,
  followed,
  label,
  openApi,
  prose,
  readings,
  refused,
  says,
  text,
  upload,
  uploadProse,
  url,
  view,
} from './conversation.ts';

const numeric = says(view, { ...openApi, expiresAt: 1 });
const textual = says(download, { ...openApi, expiresAt: text });
const forms: [name: string, talks: Talk[], follows: Side, evidence: string[]][] = [
  ['numbers', [numeric, control], 'OpenAPI', ['api-0001']],
  ['RFC 3339 strings', [textual, textual], 'prose', ['api-0001']],
  ['numbers and strings', [numeric, numeric, textual], 'both', ['api-0001', 'api-0003']],
  [
    'numbers in reads, strings in uploads',
    [view, says(upload, { ...uploadProse, expiresAt: text })],
    'both',
    ['api-0001', 'api-0002'],
  ],
  ['a word', [says(view, { ...openApi, expiresAt: 'tomorrow' })], 'neither', ['api-0001']],
  [
    'a day that does not exist',
    [says(view, { ...openApi, expiresAt: '2025-13-41T11:30:00Z' })],
    'neither',
    ['api-0001'],
  ],
  ['a number in quotes', [says(view, { ...openApi, expiresAt: '1736944200' })], 'neither', ['api-0001']],
  ['nothing', [says(view, { url })], 'neither', ['api-0001']],
  [
    'numbers, and once a word',
    [numeric, says(view, { ...openApi, expiresAt: 'x' })],
    'neither',
    ['api-0001', 'api-0002'],
  ],
  ['an error only', [refused(control)], 'unknown', []],
  ['no object', [says(view, [1])], 'unknown', []],
  ['a number in a 201', [{ ...view, status: 201 }], 'unknown', []],
];

for (const [name, talks, follows, evidence] of forms)
  test(`D3 when expiresAt is ${name}: ${follows}`, async () => {
    const found = (await readings(talks)).find(({ discrepancy }) => discrepancy === 'D3');
    expect(found).toMatchObject({ follows, evidence });
  });

const { filename: _, ...withoutName } = openApi;
const members: [name: string, talks: Talk[], follows: Side][] = [
  ['the six', [view, control], 'OpenAPI'],
  ['the six, to requests without an action', [control], 'OpenAPI'],
  ['the six, but in a 201', [{ ...view, status: 201 }], 'unknown'],
  ['url alone, and in uploads what the prose says', [says(view, { url }), upload], 'neither'],
  [
    'the six, and two in an upload of a file',
    [view, { ask: { action: 'upload', ...label, ...file }, answer: prose }],
    'OpenAPI',
  ],
  ['the six and fileId', [says(view, { ...openApi, ...file })], 'OpenAPI'],
  ['url and expiresAt', [says(view, prose), says(download, prose)], 'prose'],
  ['five of the six', [says(view, withoutName)], 'prose'],
  ['url alone', [says(view, { url })], 'neither'],
  ['an envelope', [says(view, { data: openApi })], 'neither'],
  ['the six for one action, two for the other', [view, says(download, prose)], 'neither'],
  ['the six, and in uploads what the prose says', [view, upload], 'both'],
  ['the six, and the six in uploads', [view, says(upload, { ...openApi, fileId: 'file_2' })], 'OpenAPI'],
  ['the six, and no fileId in uploads', [view, says(upload, prose)], 'neither'],
  ['what the prose says, in uploads too', [says(view, prose), upload], 'prose'],
  ['what the prose says, and the six in uploads', [says(view, prose), says(upload, openApi)], 'neither'],
  ['known for uploads only', [upload], 'unknown'],
  ['only asked for with an upload of a file', [{ ask: { action: 'upload', ...file } }], 'unknown'],
  ['refused', [refused(view)], 'unknown'],
];

for (const [name, talks, follows] of members)
  test(`D5 when the members of an answer are ${name}: ${follows}`, async () => {
    expect(followed(await readings(talks))['D5']).toBe(follows);
  });
