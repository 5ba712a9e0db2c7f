import type { Choices } from '../../../src/reference/choices.ts';
import { answerTo, get } from './asking.ts';
import { expect, test } from './test.ts';
import { filesIn, plainUpload, put, storedSize, ticketFor } from './uploading.ts';

const looks: { choices: Partial<Choices>; status: number; length: string | null }[] = [
  { choices: {}, status: 200, length: '0' },
  { choices: { putStatus: 201 }, status: 201, length: '0' },
  { choices: { putStatus: 204 }, status: 204, length: null },
];

for (const { choices, status, length } of looks)
  test(`a PUT is answered ${status}, with the tag of what is stored`, async ({ create }) => {
    const reference = await create(choices);
    const { url, fileId } = await ticketFor(reference);
    const response = await put(reference, url, 'bytes');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-length')).toBe(length);
    expect(response.headers.has('date')).toBe(true);
    const answer = await answerTo(reference, { members: { fileId } });
    const delivered = await get(reference.handle, answer.url);
    expect(delivered.headers.get('etag')).toBe(response.headers.get('etag'));
  });

test('a second PUT replaces the object', async ({ reference }) => {
  const { url, fileId } = await ticketFor(reference);
  await put(reference, url, 'older and longer');
  const { fileSize } = await answerTo(reference, { members: { fileId } });
  expect((await put(reference, url, 'newer')).status).toBe(200);
  const answer = await answerTo(reference, { members: { fileId } });
  expect([fileSize, answer.fileSize]).toEqual([16, 5]);
  expect(await (await get(reference.handle, answer.url)).text()).toBe('newer');
});

/** A body so long that it goes to disk; it ends when `finish` is called. */
function slowBody(): { body: ReadableStream<Uint8Array>; finish: () => void } {
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  void writer.write(Buffer.alloc(2 ** 20 + 1));
  const finish = () => {
    void writer.close();
  };
  return { body: readable, finish };
}

for (const [name, choices, happening, status] of [
  ['deleted', {}, 'delete', 404],
  ['stored by another request', { secondPut: 'refused' }, 'put', 409],
] satisfies [string, Partial<Choices>, string, number][])
  test(`a body that comes while the file is ${name} is not stored`, async ({ create, temporary }) => {
    const reference = await create(choices);
    const { url, fileId } = await ticketFor(reference);
    const { body, finish } = slowBody();
    const headers = { 'content-type': plainUpload.contentType };
    const answer = get(reference.handle, url, { method: 'PUT', headers, body, duplex: 'half' });
    const file = reference.files.withId(fileId);
    if (happening === 'put') await put(reference, url, 'quick');
    else if (file) reference.files.remove(file);
    finish();
    expect((await answer).status).toBe(status);
    expect(await storedSize(reference, fileId)).toBe(happening === 'put' ? 5 : undefined);
    expect(await filesIn(temporary)).toBe(0);
  });

test('by choice a second PUT is refused', async ({ create }) => {
  const reference = await create({ secondPut: 'refused' });
  const { url, fileId } = await ticketFor(reference);
  await put(reference, url, 'first');
  const refused = await put(reference, url, 'second one');
  expect(refused.status).toBe(409);
  expect(refused.headers.get('content-type')).toBe('application/xml');
  expect(await storedSize(reference, fileId)).toBe(5);
});

test('by choice the type is free, and the one that was asked for is kept', async ({ create }) => {
  const reference = await create({ putType: 'free' });
  const { url, fileId } = await ticketFor(reference);
  expect((await put(reference, url, 'x', { 'content-type': 'text/html' })).status).toBe(200);
  expect((await answerTo(reference, { members: { fileId } })).contentType).toBe(plainUpload.contentType);
});

for (const [coding, status] of [
  ['gzip', 415],
  ['GZIP', 415],
  ['identity', 200],
] as const)
  test(`a body coded ${coding} is ${status}`, async ({ reference }) => {
    const { url, fileId } = await ticketFor(reference);
    expect((await put(reference, url, 'x', { 'content-encoding': coding })).status).toBe(status);
    expect(await storedSize(reference, fileId)).toBe(status === 200 ? 1 : undefined);
  });
