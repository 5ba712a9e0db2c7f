import type { Choices } from '../../../src/reference/choices.ts';
import { answerTo, get } from './asking.ts';
import { expect, test } from './test.ts';
import { askUpload, plainUpload, put, ticketFor } from './uploading.ts';

const plain = [
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['a\\b', 'a_b'],
  ['.', '_'],
  ['..', '__'],
  ['a\r\nx-injected: 1', 'a__x-injected: 1'],
  ['\u0000\u007f\u0085', '___'],
  ['\ud800.txt', '_.txt'],
  ['.../x', '..._x'],
] as const;

for (const [fileName, filename] of plain) {
  test(`keeps ${JSON.stringify(fileName)} as ${filename}`, async ({ create }) => {
    const reference = await create({ objectPath: 'named' });
    const { url, fileId } = await ticketFor(reference, { fileName });
    expect(new URL(url).pathname.split('/')).toHaveLength(5);
    await put(reference, url, 'x');
    const answer = await answerTo(reference, { members: { fileId, action: 'download' } });
    expect(answer.filename).toBe(filename);
    const response = await get(reference.handle, answer.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent(filename));
    expect(response.headers.has('x-injected')).toBe(false);
  });

  test(`refuses ${JSON.stringify(fileName)} by choice`, async ({ create }) => {
    const reference = await create({ hazardousNames: 'refused' });
    expect((await askUpload(reference, { members: { fileName } })).status).toBe(422);
  });
}

const bounds: [choices: Partial<Choices>, fileName: string, status: number][] = [
  [{}, '🙂'.repeat(255), 200],
  [{}, '🙂'.repeat(256), 422],
  [{ longestName: 100 }, 'x'.repeat(100), 200],
  [{ longestName: 100 }, 'x'.repeat(101), 422],
  [{ unusualNames: 'refused' }, 'Contract 1_a-b.pdf', 200],
  [{ unusualNames: 'refused' }, 'Übersicht.pdf', 422],
  [{ unusualNames: 'refused' }, 'a+b.pdf', 422],
  [{ unusualNames: 'refused' }, 'x'.repeat(101), 422],
  [{ hazardousNames: 'refused' }, '"50 %".pdf', 200],
];

for (const [choices, fileName, status] of bounds)
  test(`${JSON.stringify(choices)}: ${[...fileName].length} × ${fileName.slice(0, 12)} is ${status}`, async ({
    create,
  }) => {
    expect((await askUpload(await create(choices), { members: { fileName } })).status).toBe(status);
  });

test('by choice the answer is enveloped', async ({ create }) => {
  const reference = await create({ uploadAnswer: 'enveloped' });
  const { fileName, contentType } = plainUpload;
  expect(await ticketFor(reference)).toMatchObject({
    ...{ success: true, filename: fileName, contentType, fileSize: 0 },
    ...{ url: expect.any(String), fileId: expect.any(String), expiresAt: expect.any(Number) },
  });
});

const instants: [choices: Partial<Choices>, form: RegExp][] = [
  [{ uploadExpiresAt: 'rfc3339' }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  [{ uploadExpiresAt: 'rfc3339-offset' }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30$/],
  [{ uploadExpiresAt: 'rfc3339', lifetimeGrain: 0 }, /T\d\d:\d\d:\d\d(\.\d{3})?Z$/],
];

for (const [choices, form] of instants)
  test(`${JSON.stringify(choices)} shows in expiresAt of uploads only`, async ({ create }) => {
    const reference = await create(choices);
    const { expiresAt } = await ticketFor(reference, { expiresInMinutes: 30 });
    expect(expiresAt).toMatch(form);
    expect(Math.abs(Date.parse(String(expiresAt)) - reference.now() - 1_800_000)).toBeLessThan(2000);
    expect((await answerTo(reference)).expiresAt).toEqual(expect.any(Number));
  });

const notations = [
  ['Text/PLAIN ;CharSet=UTF-8;x="A; B=c"', 'text/plain; charset=UTF-8; x="A; B=c"'],
  ['a/b;;x=1;', 'a/b; x=1'],
  ['image/png', 'image/png'],
] as const;

for (const [contentType, normalised] of notations)
  test(`by choice ${contentType} is written ${normalised}`, async ({ create }) => {
    const reference = await create({ contentTypeNotation: 'normalised' });
    const { url, fileId } = await ticketFor(reference, { contentType });
    expect((await put(reference, url, 'x', { 'content-type': contentType })).status).toBe(200);
    expect((await answerTo(reference, { members: { fileId } })).contentType).toBe(normalised);
  });
