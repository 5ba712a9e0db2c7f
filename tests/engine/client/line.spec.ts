import { Evidence } from '../../../src/client/evidence.ts';
import type { Line } from '../../../src/line.ts';
import { lineTo } from '../../../src/line.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, limits, test } from './test.ts';

test('what storage cuts off each time is an answer, however often it does that', async ({ serve }) => {
  const server = await serve((socket, { target }) => {
    if (target === '/whole') socket.write(answer(200, {}, 'whole'));
    else socket.end(answer(200, { 'Content-Length': '9' }, 'cut'));
  });
  const principal = { token: 'key', tenant: 'unit' };
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
