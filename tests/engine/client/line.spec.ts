import { Evidence } from '../../../src/client/evidence.ts';
import type { Line } from '../../../src/line.ts';
import { lineTo } from '../../../src/line.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, limits, test } from './test.ts';

const principal = { token: 'key', tenant: 'unit' };

test('what storage cuts off each time is an answer, however often it does that', async ({ serve }) => {
  const server = await serve((socket, { target }) => {
    if (target === '/whole') socket.write(answer(200, {}, 'whole'));
    else socket.end(answer(200, { 'Content-Length': '9' }, 'cut'));
  });
  const line: Line = await lineTo({ url: server.origin, main: principal }, {}, new Evidence());
  const get = (path: string) =>
    line.couriers.storage.deliver({ method: 'GET', url: server.origin + path, headers: [] }, limits);
  expect((await get('/whole')).trouble).toBeUndefined();
  for (const path of ['/cut-1', '/cut-2', '/cut-3']) {
    const { trouble, response } = await get(path);
    expect(trouble).toBeUndefined();
    expect(response?.incomplete).toMatch(/^cut off after 3 octets/);
  }
  await line.close();
});

test('a request is blamed for answers that are spoilt each time, when it is answered without its key', async ({
  serve,
}) => {
  const server = await serve((socket, { fields }) => {
    if (fields.some(([name]) => name === 'Authorization'))
      socket.end(answer(200, { 'Content-Length': '9' }, 'cut'));
    else socket.write(answer(401));
  });
  expect(await troubleOf(server.origin, 'api')).toMatchObject({ kind: 'dropped', others: 'answered' });
});

test('no request is blamed when every answer is spoilt', async ({ serve }) => {
  const server = await serve((socket) => void socket.end(answer(200, { 'Content-Length': '9' }, 'cut')));
  expect(await troubleOf(server.origin, 'api')).toMatchObject({ kind: 'dropped', others: 'silent' });
});

test('a URL at the host of the API is blamed when it never delivers', async ({ serve }) => {
  const server = await serve((socket, { target }) => {
    if (target === '/file') socket.destroy();
    else socket.write(answer(200, {}, 'whole'));
  });
  expect(await troubleOf(server.origin, 'storage')).toMatchObject({ kind: 'dropped', others: 'answered' });
});

/** The trouble of a request to a line that has answered nothing but `/` before. */
async function troubleOf(origin: string, channel: 'api' | 'storage') {
  const line = await lineTo({ url: origin, main: principal }, {}, new Evidence());
  const headers = [['Authorization', 'Bearer key']] as const;
  if (channel === 'storage')
    await line.couriers.api.deliver({ method: 'GET', url: `${origin}/`, headers }, limits);
  const { trouble } = await line.couriers[channel].deliver(
    { method: 'GET', url: `${origin}/file`, headers },
    limits,
  );
  await line.close();
  return trouble;
}
