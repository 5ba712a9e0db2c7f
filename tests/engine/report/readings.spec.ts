import { expect, test } from '@playwright/test';
import type { JsonObject } from '../../../src/contract/json.ts';
import type { Side } from '../../../src/report/readings.ts';
import type { Talk } from './conversation.ts';
import { control, download, file, followed, label, readings, refused, upload, view } from './conversation.ts';

const actionValues: [name: string, talks: Talk[], follows: Side][] = [
  ['view and download are accepted, upload is not', [view, download, refused(upload, 422)], 'OpenAPI'],
  ['download and upload are accepted, view is not', [refused(view), download, upload], 'prose'],
  ['all are accepted', [view, download, upload], 'both'],
  [
    'none is, but a request without an action',
    [control, ...[view, download, upload].map((talk) => refused(talk))],
    'neither',
  ],
  ['only download is', [refused(view), download, refused(upload)], 'neither'],
  ['only view is', [view, refused(download), refused(upload)], 'neither'],
  ['view and upload are', [view, refused(download), upload], 'neither'],
  ['upload is not asked', [view, download], 'unknown'],
  ['nothing is accepted at all', [view, download, upload].map((talk) => refused(talk)), 'unknown'],
  ['nothing is asked', [], 'unknown'],
  ['view is refused once and accepted once', [refused(view), view, download, refused(upload)], 'OpenAPI'],
  ['upload is answered 201', [view, download, { ...upload, status: 201 }], 'both'],
  ['upload breaks the target', [view, download, { ...upload, status: 500 }], 'unknown'],
  ['the key may not upload', [view, download, refused(upload, 403)], 'unknown'],
  ['upload meets trouble', [view, download, { ...upload, trouble: 'gateway' }], 'unknown'],
  [
    'upload is asked too often',
    [view, download, { ...refused(upload, 429), trouble: 'rate-limited' }],
    'unknown',
  ],
  [
    'view of an unknown file is refused',
    [{ ...refused(view, 404), ask: { fileId: 'x', action: 'view' } }, download, upload],
    'unknown',
  ],
  [
    'view is refused with another member',
    [{ ...refused(view), ask: { ...file, action: 'view', a: 1 } }, download, upload],
    'unknown',
  ],
];

const peculiarUploads: [name: string, ask: JsonObject][] = [
  ['of a file', { action: 'upload', ...label, ...file }],
  ['of a file alone', { action: 'upload', ...file }],
  ['with another member', { action: 'upload', ...label, expiresInMinutes: 1441 }],
  ['without a name', { action: 'upload', contentType: 'text/plain' }],
  ['without a type', { action: 'upload', fileName: 'a' }],
  ['with an empty name', { action: 'upload', ...label, fileName: '' }],
  ['with an empty type', { action: 'upload', ...label, contentType: '' }],
  ['with a name that is no text', { action: 'upload', ...label, fileName: 1 }],
  ['with a type that is no text', { action: 'upload', ...label, contentType: null }],
];

for (const [name, talks, follows] of actionValues)
  test(`D1 when ${name}: ${follows}`, async () => {
    expect(followed(await readings(talks))['D1']).toBe(follows);
  });

for (const [name, ask] of peculiarUploads)
  for (const answered of [{ status: 200 }, { status: 400 }])
    test(`D1 is not decided by an upload ${name} that is answered ${answered.status}`, async () => {
      expect(followed(await readings([view, download, { ...answered, ask }]))['D1']).toBe('unknown');
    });

const leftOut: [name: string, talks: Talk[], follows: Side][] = [
  ['is accepted', [control], 'OpenAPI'],
  ['is refused, and the file is known', [refused(control), download], 'prose'],
  ['is refused with 422, and the file is known', [refused(control, 422), download], 'prose'],
  ['is refused once', [refused(control, 404), control], 'OpenAPI'],
  [
    'is refused, and the file is not known',
    [refused(control), { ask: { fileId: 'x', action: 'view' } }],
    'unknown',
  ],
  ['is refused, and nothing is accepted', [refused(control)], 'unknown'],
  ['is refused to the caller', [refused(control, 401), download], 'unknown'],
  ['breaks the target', [{ ...control, status: 500 }, download], 'unknown'],
  ['is accepted with a lifetime only', [{ ask: { ...file, expiresInMinutes: 1 } }], 'unknown'],
  [
    'is written with white space and refused',
    [{ ...refused(control), written: '{ "fileId": "file_1" }' }, download],
    'unknown',
  ],
  ['is no object', [{ ...refused(control), ask: 'file_1' }, download], 'unknown'],
];

for (const [name, talks, follows] of leftOut)
  test(`D2 when a request without action ${name}: ${follows}`, async () => {
    expect(followed(await readings(talks))['D2']).toBe(follows);
  });
