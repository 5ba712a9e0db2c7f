import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Octets of one write, the same again and again. */
const part = randomBytes(2 ** 20);

/** `GET /SIZE` serves so many octets, `PUT` takes the body and answers how many came. Neither looks at them. */
const server = createServer((request, response) => {
  void (request.method === 'GET' ? serve(Number(request.url?.slice(1)), response) : take(request, response));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.once('disconnect', () => process.exit());

async function serve(size: number, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Length': size });
  for (let left = size; left > 0 && !response.destroyed; left -= part.length)
    if (!response.write(left < part.length ? part.subarray(0, left) : part)) await once(response, 'drain');
  response.end();
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let size = 0;
  request.on('data', (chunk: Buffer) => (size += chunk.length));
  await once(request, 'end');
  response.end(String(size));
}
