import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { listen } from '../../../src/reference/listen.ts';
import type { Behaviour, HostileServer } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';
import { expect, limits, test } from './test.ts';

const sends =
  (bytes: Buffer | string): Behaviour =>
  (socket) =>
    void socket.write(bytes);
const closesAfter =
  (bytes: Buffer | string): Behaviour =>
  (socket) =>
    void socket.end(bytes);

test('writes fields in the given order and case and adds only those of the framing', async ({
  serve,
  transport,
}) => {
  const server = await serve(sends(answer(200)));
  const headers = [
    ['x-ONE', '1'],
    ['Authorization', 'Bearer +/='],
    ['x-one', 'two'],
    ['EMPTY', ''],
  ] as const;
  const body = Buffer.from('{"a":1}');
  await transport().attempt({ method: 'POST', url: `${server.origin}/a?b[]=%20`, headers, body }, limits);
  const [seen] = server.seen;
  expect(seen).toMatchObject({ method: 'POST', target: '/a?b[]=%20' });
  expect(seen?.body).toEqual(body);
  const added = /^(host|connection|content-length)$/i;
  expect(seen?.fields.filter(([name]) => !added.test(name))).toEqual(headers);
  expect(seen?.fields.find(([name]) => name.toLowerCase() === 'content-length')?.[1]).toBe('7');
});

test('sends octets of a body as they are, invalid UTF-8 included', async ({ serve, transport }) => {
  const server = await serve(sends(answer(200)));
  const body = Uint8Array.from({ length: 256 }, (_, index) => index);
  await transport().attempt({ method: 'PUT', url: server.origin, headers: [], body }, limits);
  expect(new Uint8Array(server.seen[0]?.body ?? [])).toEqual(body);
});

const texts: [text: string, first: string | Buffer][] = [
  ['{"a":"b","c":1}  \n', '{"a":"b'],
  ['{"a":"é€"}', Buffer.from('{"a":"\xc3', 'latin1')],
];
for (const [text, first] of texts)
  test(`sends ${JSON.stringify(text)} in two parts under its length`, async ({ transport }) => {
    const parts: Buffer[] = [];
    let length: string | undefined;
    const server = await listen(async (request) => {
      length = request.headers.get('content-length') ?? undefined;
      for await (const part of request.body as unknown as AsyncIterable<Uint8Array>)
        parts.push(Buffer.from(part));
      return new Response();
    });
    const body = Buffer.from(text);
    const sent = { method: 'POST', url: server.origin, headers: [], body, inTwoParts: true } as const;
    await transport().attempt(sent, limits);
    await server.close();
    expect(parts).toEqual([Buffer.from(first), body.subarray(Buffer.byteLength(first))]);
    expect(length).toBe(String(body.length));
  });

test('keeps order, case and repetition of received fields', async ({ serve, transport }) => {
  const text = 'HTTP/1.1 200 OK\r\nX-b: 1\r\nset-COOKIE: a\r\nX-b: 2\r\nContent-Length: 0\r\n\r\n';
  const server = await serve(sends(text));
  const { response } = await transport().attempt({ method: 'GET', url: server.origin, headers: [] }, limits);
  expect(response?.headers).toEqual([
    ['X-b', '1'],
    ['set-COOKIE', 'a'],
    ['X-b', '2'],
    ['Content-Length', '0'],
  ]);
});

test('does not follow a redirect and sends no cookie back', async ({ serve, transport }) => {
  const server = await serve(sends(answer(302, { Location: '/elsewhere', 'Set-Cookie': 'a=b' })));
  const client = transport();
  for (let turn = 0; turn < 2; turn += 1)
    await client.attempt({ method: 'GET', url: `${server.origin}/here`, headers: [] }, limits);
  expect(server.seen.map(({ target }) => target)).toEqual(['/here', '/here']);
  expect(server.seen[1]?.fields.map(([name]) => name.toLowerCase())).not.toContain('cookie');
});

const noise = Buffer.from(Array.from({ length: 6000 }, (_, index) => (index * index * 31) % 251));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const codings: [coding: string, body: Buffer][] = [
  ['gzip', gzipSync(noise)],
  ['X-GZip', gzipSync(noise)],
  ['br', brotliCompressSync(noise)],
  ['deflate', deflateSync(noise)],
];

for (const [coding, body] of codings)
  test(`removes ${coding} and measures both forms`, async ({ serve, transport }) => {
    const server = await serve(sends(answer(200, { 'Content-Encoding': coding }, body)));
    const { response } = await transport().attempt(
      { method: 'GET', url: server.origin, headers: [] },
      limits,
    );
    expect(response?.incomplete).toBeUndefined();
    expect(response).toMatchObject({ size: body.length, sha256: sha256(body) });
    expect(response?.decoded).toEqual({ size: noise.length, sha256: sha256(noise), body: noise });
  });

test('finds nothing to decode in an answer without a body', async ({ serve, transport }) => {
  const server = await serve(sends(answer(200, { 'Content-Encoding': 'gzip', 'Content-Length': '0' }, '')));
  const { response } = await transport().attempt({ method: 'GET', url: server.origin, headers: [] }, limits);
  expect(response).toMatchObject({ status: 200, size: 0 });
  expect(response?.incomplete).toBeUndefined();
});

for (const coding of ['identity', 'aws-chunked', 'gzip, br', 'constructor', ''])
  test(`leaves the content coding "${coding}" as it is`, async ({ serve, transport }) => {
    const server = await serve(sends(answer(200, { 'Content-Encoding': coding }, 'plain')));
    const { response } = await transport().attempt(
      { method: 'GET', url: server.origin, headers: [] },
      limits,
    );
    expect(response?.decoded).toBeUndefined();
    expect(Buffer.from(response?.body ?? []).toString()).toBe('plain');
  });

const corrupt = Buffer.from(gzipSync(noise));
corrupt[40] = (corrupt[40] ?? 0) ^ 0xff;
const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));

const unwhole: { name: string; behave: Behaviour; says: RegExp; size?: number }[] = [
  {
    name: 'a body over the limit',
    behave: sends(answer(200, {}, Buffer.alloc(300_000))),
    says: /^longer than 100000 octets$/,
  },
  {
    name: 'a body that never ends',
    behave: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const more = (): unknown =>
        socket.destroyed || socket.write(`ffff\r\n${'x'.repeat(0xffff)}\r\n`, () => void setTimeout(more, 1));
      more();
    },
    says: /^longer than 100000 octets$/,
  },
  {
    name: 'a gzip bomb',
    behave: sends(answer(200, { 'Content-Encoding': 'gzip' }, bomb)),
    says: /^longer than 100000 octets$/,
  },
  {
    name: 'a brotli bomb of a few hundred octets',
    behave: sends(answer(200, { 'Content-Encoding': 'br' }, brotliCompressSync(Buffer.alloc(16 * 2 ** 20)))),
    says: /^longer than 100000 octets$/,
  },
  {
    name: 'fewer octets than Content-Length says',
    behave: closesAfter(answer(200, { 'Content-Length': '100' }, 'only 14 octets')),
    says: /^cut off after 14 octets/,
    size: 14,
  },
  {
    name: 'a chunked body without its end',
    behave: closesAfter('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    says: /^cut off after 5 octets/,
    size: 5,
  },
  {
    name: 'a body that falls silent',
    behave: sends(answer(200, { 'Content-Length': '100' }, 'half')),
    says: /^cut off after 4 octets: .*timeout/i,
    size: 4,
  },
  {
    name: 'text that claims to be gzip',
    behave: sends(answer(200, { 'Content-Encoding': 'gzip' }, 'hello world')),
    says: /incorrect header check/,
    size: 11,
  },
  {
    name: 'corrupt gzip',
    behave: sends(answer(200, { 'Content-Encoding': 'gzip' }, corrupt)),
    says: /^not what its Content-Encoding says: /,
    size: corrupt.length,
  },
  {
    name: 'gzip without its end, of the announced length',
    behave: sends(answer(200, { 'Content-Encoding': 'gzip' }, gzipSync(noise).subarray(0, -12))),
    says: /^not what its Content-Encoding says: unexpected end of file/,
  },
  {
    name: 'gzip without its end, of no announced length',
    behave: (socket) => {
      socket.end(
        Buffer.concat([
          Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n'),
          gzipSync(noise).subarray(0, -12),
        ]),
      );
    },
    says: /^cut off after .*unexpected end of file/,
  },
];

for (const { name, behave, says, size } of unwhole)
  test(`marks ${name} as incomplete`, async ({ serve, transport }) => {
    const server = await serve(behave);
    const started = Date.now();
    const { response, trouble } = await transport().attempt(
      { method: 'GET', url: server.origin, headers: [] },
      limits,
    );
    expect(trouble).toBeUndefined();
    expect(response?.incomplete).toMatch(says);
    if (size !== undefined) expect(response?.size).toBe(size);
    expect(response?.body.length).toBeLessThanOrEqual(limits.keep);
    expect(Date.now() - started).toBeLessThan(limits.total + 1500);
  });

test('drips within the silence limit end at the total limit', async ({ serve, transport }) => {
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const timer = setInterval(() => socket.write('1\r\nx\r\n'), 50);
    socket.once('close', () => {
      clearInterval(timer);
    });
  });
  const { response } = await transport().attempt({ method: 'GET', url: server.origin, headers: [] }, limits);
  expect(response?.incomplete).toMatch(/^cut off after \d+ octets: /);
});

test('takes as many octets as Content-Length says', async ({ serve, transport }) => {
  const server = await serve(closesAfter(answer(200, { 'Content-Length': '2' }, 'okSURPLUS')));
  const { response } = await transport().attempt({ method: 'GET', url: server.origin, headers: [] }, limits);
  expect(response).toMatchObject({ status: 200, size: 2 });
  expect(response?.incomplete).toBeUndefined();
});

test('counts and hashes the whole body and keeps its beginning', async ({ serve, transport }) => {
  const server = await serve(sends(answer(200, {}, noise)));
  const { response } = await transport().attempt(
    { method: 'GET', url: server.origin, headers: [] },
    { ...limits, keep: 100 },
  );
  expect(response).toMatchObject({ size: noise.length, sha256: sha256(noise) });
  expect(response?.body).toEqual(noise.subarray(0, 100));
});

const troubles: { name: string; behave: Behaviour; kind: string }[] = [
  { name: 'a server that never answers', behave: () => undefined, kind: 'timeout' },
  { name: 'a header section that never ends', behave: sends('HTTP/1.1 200 OK\r\nX: 1\r\n'), kind: 'timeout' },
  { name: 'a connection closed without an answer', behave: closesAfter(''), kind: 'dropped' },
  { name: 'a connection that is reset', behave: (socket) => socket.resetAndDestroy(), kind: 'dropped' },
  {
    name: 'an answer that is no HTTP',
    behave: closesAfter('SSH-2.0-OpenSSH_9.2\r\n\r\n'),
    kind: 'protocol',
  },
  { name: 'a status line of words', behave: closesAfter('HTTP/1.1 fine\r\n\r\n'), kind: 'protocol' },
  {
    name: 'a header section of 200 KB',
    behave: closesAfter(answer(200, { 'X-Large': 'x'.repeat(200_000) })),
    kind: 'protocol',
  },
  {
    name: 'two different Content-Lengths',
    behave: closesAfter('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc'),
    kind: 'protocol',
  },
];

for (const { name, behave, kind } of troubles)
  test(`calls ${name} ${kind}`, async ({ serve, transport }) => {
    const server: HostileServer = await serve(behave);
    const started = Date.now();
    const attempt = await transport().attempt({ method: 'GET', url: server.origin, headers: [] }, limits);
    expect(attempt.response).toBeUndefined();
    expect(attempt.trouble?.kind).toBe(kind);
    expect(attempt.trouble?.message).not.toBe('');
    expect(Date.now() - started).toBeLessThan(limits.total + 1500);
  });

test('calls a port where nobody listens refused', async ({ serve, transport }) => {
  const server = await serve(() => undefined);
  await server.close();
  const { trouble } = await transport().attempt({ method: 'GET', url: server.origin, headers: [] }, limits);
  expect(trouble?.kind).toBe('refused');
});

test('calls a name that does not exist unresolved', async ({ transport }) => {
  const { trouble } = await transport().attempt(
    { method: 'GET', url: 'http://nobody.invalid/', headers: [] },
    { ...limits, silence: 5000, total: 5000 },
  );
  expect(trouble?.kind).toBe('unresolved');
});

test('calls a server that speaks no TLS behind https tls', async ({ serve, transport }) => {
  const { origin } = await serve(() => undefined, 'HTTP/1.1 400 Bad Request\r\n\r\n');
  const url = origin.replace('http:', 'https:');
  const { trouble } = await transport().attempt({ method: 'GET', url, headers: [] }, limits);
  expect(trouble?.kind).toBe('tls');
});

test('closing waits for the answers to what is under way, and lets nothing more out', async ({
  serve,
  transport,
}) => {
  const server = await serve((socket) => void setTimeout(() => socket.write(answer(200)), 200));
  const line = transport();
  const request = { method: 'GET', url: server.origin, headers: [] };
  const underWay = line.attempt(request, limits);
  await line.close();
  expect((await underWay).response?.status).toBe(200);
  expect((await line.attempt(request, limits)).trouble?.kind).toBe('unsent');
  expect(server.seen).toHaveLength(1);
});
