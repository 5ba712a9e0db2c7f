import fc from 'fast-check';
import type { SchemeName } from '../../../src/reference/signing/schemes.ts';
import { schemes } from '../../../src/reference/signing/schemes.ts';
import { answerTo, ask, forged, get, octets } from './asking.ts';
import { expect, test } from './test.ts';
import type { Ticket } from './uploading.ts';
import { askUpload, put, storedSize, ticketFor } from './uploading.ts';

test('an upload URL comes with a fresh id and nothing else', async ({ reference }) => {
  const members = { fileId: reference.main.fileId };
  const response = await askUpload(reference, { members });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const ticket = (await response.json()) as Ticket;
  expect(ticket).toEqual({
    url: expect.stringMatching(/^http:/),
    fileId: expect.stringMatching(/^file_/),
    expiresAt: expect.any(Number),
  });
  const ids = [ticket, await ticketFor(reference, members), members].map(({ fileId }) => fileId);
  expect(new Set(ids).size).toBe(3);
});

test('a file is unknown until its bytes have come', async ({ reference }) => {
  const { token, tenant } = reference.main;
  const headers = { authorization: `Bearer ${token}`, 'tenant-id': tenant };
  const read = (path: string) =>
    get(reference.handle, `${reference.origins.api}/v1/files${path}`, { headers });
  const { url, fileId } = await ticketFor(reference);
  const seen = async () => [
    (await ask(reference, { members: { fileId } })).status,
    (await ask(reference, { members: { fileId, action: 'download' } })).status,
    (await read(`/${fileId}`)).status,
    (await (await read('')).text()).includes(fileId),
    ((await (await read('')).json()) as { count: number }).count,
  ];
  expect(await seen()).toEqual([404, 404, 404, false, 2]);
  expect((await put(reference, url, 'x')).status).toBe(200);
  expect(await seen()).toEqual([200, 200, 200, true, 3]);
});

const tokens = fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,40}$/);
const quotedValues = fc.stringMatching(/^"([\t !#-[\]-~]|\\[\t -~]){0,20}"$/);
const contentTypes = fc
  .tuple(tokens, tokens, fc.array(fc.tuple(tokens, fc.oneof(tokens, quotedValues)), { maxLength: 3 }))
  .map(([type, subtype, parameters]) =>
    [`${type}/${subtype}`, ...parameters.map(([name, value]) => `${name}=${value}`)].join(' ; '),
  );
const names = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 255 })
  .filter((name) => !/[\p{Cc}\p{Cs}/\\]|^\.{1,2}$/u.test(name));
// Shrinking these one octet at a time would take for ever.
const manyBytes = fc.noShrink(fc.uint8Array({ minLength: 60_000, maxLength: 70_000, size: 'max' }));
const bytes = fc.oneof(fc.uint8Array(), manyBytes);

for (const objectPath of ['opaque', 'named'] as const)
  test(`bytes, name and type survive (${objectPath} path)`, async ({ create }) => {
    const reference = await create({ objectPath });
    const property = fc.asyncProperty(bytes, names, contentTypes, async (sent, fileName, contentType) => {
      const { url, fileId } = await ticketFor(reference, { fileName, contentType });
      expect((await put(reference, url, sent, { 'content-type': contentType })).status).toBe(200);
      const answer = await answerTo(reference, { members: { fileId, action: 'download' } });
      expect(answer).toMatchObject({ filename: fileName, contentType, fileSize: sent.length });
      const delivered = await get(reference.handle, answer.url);
      expect(delivered.headers.get('content-type')).toBe(contentType);
      expect((await octets(delivered)).equals(sent)).toBe(true);
    });
    await fc.assert(property, { numRuns: 100 });
  });

for (const signing of Object.keys(schemes) as SchemeName[])
  for (const redirect of ['none', 'absolute-302', 'relative-307'] as const)
    test(`${signing}, redirect ${redirect}: one URL for one method, one type, one file`, async ({
      create,
    }) => {
      const reference = await create({ signing, redirect, objectPath: 'named' });
      const members = { fileName: 'Übersicht "1".txt', contentType: 'text/plain; charset="utf-8"' };
      const type = { 'content-type': members.contentType };
      const { url, fileId } = await ticketFor(reference, members);
      expect((await put(reference, url, 'x', { 'content-type': 'text/plain' })).status).toBe(403);
      expect((await put(reference, forged(url), 'x', type)).status).toBe(403);
      for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PATCH'])
        expect((await get(reference.handle, url, { method, headers: type })).status).toBe(403);
      expect(await storedSize(reference, fileId)).toBeUndefined();
      expect((await put(reference, url, 'bytes', type)).status).toBe(200);
      const answer = await answerTo(reference, { members: { fileId, action: 'download' } });
      expect((await put(reference, answer.url, 'other', type)).status).toBe(403);
      expect(await (await get(reference.handle, answer.url)).text()).toBe('bytes');
    });

test('a signature for PUT may be made by hand', async ({ reference }) => {
  const { fileId } = await ticketFor(reference);
  const path = reference.files.withId(fileId)?.objectPath ?? '';
  const url = reference.sign('PUT', path, reference.now() / 1000 + 60, { type: 'a/b' });
  expect((await put(reference, url, 'x')).status).toBe(403);
  expect((await put(reference, url, 'x', { 'content-type': 'a/b' })).status).toBe(200);
});

test('an expired URL stores nothing', async ({ reference }) => {
  const { url, fileId, expiresAt } = await ticketFor(reference, { expiresInMinutes: 1 });
  expect(Math.abs(Number(expiresAt) - reference.now() / 1000 - 60)).toBeLessThan(2);
  await reference.moveClock([reference.main.tenant], 61_000);
  expect((await put(reference, url, 'x')).status).toBe(403);
  expect(await storedSize(reference, fileId)).toBeUndefined();
});

const invalid: Record<string, Record<string, unknown>> = {
  'no name': { fileName: undefined },
  'an empty name': { fileName: '' },
  'a name that is no string': { fileName: ['a.txt'] },
  'a name that is too long': { fileName: 'x'.repeat(256) },
  'no type': { contentType: undefined },
  'an empty type': { contentType: '' },
  'a type that is no string': { contentType: null },
  'no lifetime at all': { expiresInMinutes: 0 },
  'a lifetime over a day': { expiresInMinutes: 1441 },
  'a lifetime as a string': { expiresInMinutes: '60' },
  'upload in capitals': { action: 'UPLOAD' },
  ...Object.fromEntries(
    [
      'text',
      'text/',
      '/plain',
      'text/plain/x',
      ' text/plain',
      'text/plain ',
      'text/plain; ',
      'text/plain; x',
      'text/plain; x=',
      'text/plain; x="',
      'text/plain; x=ä',
      'text/plain; x="ä"',
      'text/plain\r\nx-injected: 1',
      'text/plain, text/html',
      `text/${'x'.repeat(1024)}`,
      `a/b${'; ;'.repeat(300)}é`,
    ].map((contentType) => [JSON.stringify(contentType).slice(0, 40), { contentType }]),
  ),
};

for (const [name, members] of Object.entries(invalid))
  test(`rejects an upload with ${name}`, async ({ reference }) => {
    const response = await askUpload(reference, { members });
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      error: { code: 'INVALID_REQUEST', message: expect.any(String) },
    });
    expect(reference.files.ofTenant(reference.main.tenant)).toHaveLength(2);
  });

test('without uploads the action is rejected', async ({ create }) => {
  const reference = await create({ uploads: false });
  for (const fileId of [undefined, reference.main.fileId]) {
    const response = await askUpload(reference, { members: { fileId } });
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain('upload');
  }
});
