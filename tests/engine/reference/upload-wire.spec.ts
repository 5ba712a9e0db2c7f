import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { Choices } from '../../../src/reference/choices.ts';
import { startReference } from '../../../src/reference/start.ts';
import { asking } from './asking.ts';
import { expect, test } from './test.ts';
import type { Ticket } from './uploading.ts';
import { filesIn, plainUpload, put, storedSize } from './uploading.ts';

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

for (const headers of [{ 'content-length': '4000000' }, { 'transfer-encoding': 'chunked' }])
  test(`a body that breaks off (${Object.keys(headers).join()}) leaves what was there`, async ({
    temporary,
  }) => {
    const { server, url, fileId } = await serve();
    const breakOff = async () => {
      const { sent, answer } = startPut(url, headers);
      answer.catch(() => undefined);
      sent.on('error', () => undefined);
      sent.write(Buffer.alloc(2_000_000));
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
  await server.moveClock([server.main.tenant], 61_000);
  expect((await put({ handle: fetch }, url, mebibytes)).status).toBe(403);
  await server.moveClock([server.main.tenant], -61_000);
  expect(await storedSize(server, fileId)).toBeUndefined();
  expect((await put({ handle: fetch }, url, mebibytes)).status).toBe(200);
  expect(await storedSize(server, fileId)).toBe(mebibytes.length);
  await server.close();
});
