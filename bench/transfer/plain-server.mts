import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce } from './announce.ts';

/** Octets of each download. */
const size = Number(process.argv[2]);
/** Octets of one write, the same again and again. */
const part = randomBytes(2 ** 20);

/** A GET is served so many octets, a PUT is taken and answered how many came: neither touches a disk or looks at them. */
const server = createServer((request, response) => {
  void (request.method === 'GET' ? serve(response) : take(request, response));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
announce({ upload: `${origin}/`, download: `${origin}/` }, () => Promise.resolve());

async function serve(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Length': size });
  for (let left = size; left > 0 && !response.destroyed; left -= part.length)
    if (!response.write(left < part.length ? part.subarray(0, left) : part)) await once(response, 'drain');
  response.end();
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let taken = 0;
  request.on('data', (chunk: Buffer) => (taken += chunk.length));
  await once(request, 'end');
  response.end(String(taken));
}
