import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { troubleIn } from '../../../src/client/trouble.ts';
import type { Transport } from '../../../src/client/transport.ts';
import type { Behaviour } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, limits as short, test } from './test.ts';

/** undici looks at its timers about once a second. */
const limits = { ...short, total: 3000 };

async function messageAt(transport: Transport, url: string): Promise<string | undefined> {
  const sent = { method: 'GET', url, headers: [] };
  return troubleIn(await transport.attempt(sent, limits), sent, limits)?.message;
}

/** A port of this machine where nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const dribble: Behaviour = (socket) => {
  socket.write(answer(200, { 'Content-Length': '100' }, 'x'));
  const timer = setInterval(() => socket.write('x'), 100);
  socket.once('close', () => {
    clearInterval(timer);
  });
};

const behaviours: [what: string, behave: Behaviour, words: RegExp][] = [
  ['silence', () => undefined, /^no answer within 0\.25 s$/],
  [
    'a reset',
    (socket) => void socket.resetAndDestroy(),
    /^the connection is closed without an answer \(.*ECONNRESET\)$/,
  ],
  [
    'an end',
    (socket) => void socket.end(),
    /^the connection is closed without an answer \(other side closed\)$/,
  ],
  ['no HTTP', (socket) => void socket.end('SSH-2.0-x\r\n'), /^what comes is no HTTP answer \(.+\)$/],
  [
    'endless headers',
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${`X-A: ${'x'.repeat(1000)}\r\n`.repeat(200)}`),
    /^the header section of the answer is longer than 128 KiB$/,
  ],
  [
    'a body that is cut off',
    (socket) => void socket.end(answer(200, { 'Content-Length': '9' }, 'four')),
    /^the answer is cut off after 4 octets, the connection is closed$/,
  ],
  [
    'a body that stops',
    (socket) => void socket.write(answer(200, { 'Content-Length': '9' }, 'four')),
    /^the answer is cut off after 4 octets, nothing more comes for 0\.25 s$/,
  ],
  ['a body that dribbles', dribble, /^the answer is cut off after \d+ octets, not at its end within 3 s$/],
  ['a 503', (socket) => void socket.write(answer(503)), /^the target answers 503$/],
];

for (const [what, behave, words] of behaviours)
  test(`says in words what ${what} is`, async ({ serve, transport }) => {
    const server = await serve(behave);
    expect(await messageAt(transport(), server.origin)).toMatch(words);
  });

test('says in words that nothing listens', async ({ transport }) => {
  const port = await closedPort();
  const message = await messageAt(transport(), `http://127.0.0.1:${port}/`);
  expect(message).toBe(`127.0.0.1:${port} takes no connection (ECONNREFUSED)`);
});

test('says in words that a name does not resolve', async ({ transport }) => {
  const message = await messageAt(transport(), 'http://files.invalid/');
  expect(message).toMatch(/^the name files\.invalid does not resolve \((ENOTFOUND|EAI_AGAIN)\)$/);
});

test('says in words that a server does not speak TLS', async ({ serve, transport }) => {
  const server = await serve(() => undefined, 'HTTP/1.1 400 Bad Request\r\n\r\n');
  const message = await messageAt(transport(), server.origin.replace('http:', 'https:'));
  expect(message).toBe(`no TLS connection with 127.0.0.1:${server.port}: wrong version number`);
});
