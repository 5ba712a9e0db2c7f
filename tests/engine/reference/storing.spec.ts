import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { Choices } from '../../../src/reference/choices.ts';
import { startReference } from '../../../src/reference/start.ts';
import { answerTo, asking, get } from './asking.ts';
import { expect, test } from './test.ts';
import type { Ticket } from './uploading.ts';
import { plainUpload, put, storedSize, ticketFor } from './uploading.ts';

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

/** A body whose rest comes when `finish` is called. */
function slowBody(): { body: ReadableStream<Uint8Array>; finish: () => void } {
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  void writer.write(Buffer.from('slow'));
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
    expect(await filesIn(temporary)).toBe(happening === 'put' ? 5 : 4);
  });

/** Files on disk below the folders of the reference servers. */
async function filesIn(temporary: string): Promise<number> {
  const entries = await readdir(temporary, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

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

/** Starts a PUT over a connection of its own; the body is the caller's to write. */
function startPut(url: string, headers: Record<string, string>) {
  const sent = request(url, {
    method: 'PUT',
    headers: { 'content-type': plainUpload.contentType, ...headers },
    agent: false,
  });
  const answer = once(sent, 'response').then(([response]) => {
    (response as IncomingMessage).resume();
    return (response as IncomingMessage).statusCode;
  });
  return { sent, answer };
}

test.describe('on the wire', () => {
  const mebibytes = Buffer.alloc(5 * 1024 * 1024, 'mebibyte');

  async function serve(choices: Partial<Choices> = {}) {
    const server = await startReference({ choices });
    const members = { ...plainUpload, expiresInMinutes: 1 };
    const ticket = (await (await fetch(asking(server, { members }))).json()) as Ticket;
    return { server, ...ticket };
  }

  test('an empty body is stored, announced or not', async () => {
    for (const headers of [{ 'content-length': '0' }, { 'transfer-encoding': 'chunked' }]) {
      const { server, url, fileId } = await serve();
      const { sent, answer } = startPut(url, headers);
      sent.end();
      expect(await answer).toBe(200);
      expect(await storedSize(server, fileId)).toBe(0);
      await server.close();
    }
  });

  test('a chunked body is stored, or by choice 411', async () => {
    for (const [chunkedPut, status] of [
      ['stored', 200],
      ['refused', 411],
    ] as const) {
      const { server, url, fileId } = await serve({ chunkedPut });
      const { sent, answer } = startPut(url, { 'transfer-encoding': 'chunked' });
      sent.write('two ');
      sent.end('parts');
      expect(await answer).toBe(status);
      expect(await storedSize(server, fileId)).toBe(status === 200 ? 9 : undefined);
      const whole = startPut(url, { 'content-length': '3' });
      whole.sent.end('abc');
      expect(await whole.answer).toBe(200);
      await server.close();
    }
  });

  for (const headers of [{ 'content-length': '100000' }, { 'transfer-encoding': 'chunked' }])
    test(`a body that breaks off (${Object.keys(headers).join()}) leaves what was there`, async ({
      temporary,
    }) => {
      const { server, url, fileId } = await serve();
      const breakOff = async () => {
        const { sent, answer } = startPut(url, headers);
        answer.catch(() => undefined);
        sent.on('error', () => undefined);
        sent.write(Buffer.alloc(50_000));
        await expect.poll(() => filesIn(temporary)).toBe(before + 1);
        sent.destroy();
        await expect.poll(() => filesIn(temporary)).toBe(before);
      };
      let before = await filesIn(temporary);
      await breakOff();
      expect(await storedSize(server, fileId)).toBeUndefined();
      expect((await put({ handle: fetch }, url, 'whole')).status).toBe(200);
      before = await filesIn(temporary);
      await breakOff();
      expect(await storedSize(server, fileId)).toBe(5);
      await server.close();
    });

  test('a large body that is refused is answered, and the connection goes on', async () => {
    const { server, url, fileId } = await serve();
    const refused: [url: string, headers: Record<string, string>][] = [
      [`${url}0`, {}],
      [url, { 'content-type': 'text/plain' }],
      [url, { 'content-encoding': 'gzip' }],
      [url.replace(/objects\/./, 'objects/-'), {}],
    ];
    for (const [target, headers] of refused) {
      const response = await put({ handle: fetch }, target, mebibytes, headers);
      expect([403, 415]).toContain(response.status);
      expect(await response.text()).toContain('<Error>');
    }
    await server.moveClock(server.main.tenant, 61_000);
    expect((await put({ handle: fetch }, url, mebibytes)).status).toBe(403);
    await server.moveClock(server.main.tenant, -61_000);
    expect(await storedSize(server, fileId)).toBeUndefined();
    expect((await put({ handle: fetch }, url, mebibytes)).status).toBe(200);
    expect(await storedSize(server, fileId)).toBe(mebibytes.length);
    await server.close();
  });
});
