import { connect } from 'node:net';
import { test as base } from '@playwright/test';
import type { WireChoices } from '../../../src/reference/listen.ts';
import { listen } from '../../../src/reference/listen.ts';
import type { Handler } from '../../../src/reference/handler.ts';
import { DropConnection } from '../../../src/reference/handler.ts';
import { expect } from './test.ts';

type Serve = (handler: Handler, wire?: WireChoices) => Promise<string>;

const test = base.extend<{ serve: Serve }>({
  serve: async ({}, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use(async (handler, wire) => {
      const listener = await listen(handler, wire);
      closers.push(() => listener.close());
      return listener.origin;
    });
    for (const close of closers) await close();
  },
});

/** Sends octets as they are and gives back all that came before the other side closed, or `until` was seen. */
function exchange(origin: string, octets: string, until = /\0/): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(octets, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
      if (until.test(received)) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received);
    });
  });
}

const echo: Handler = async (request) => {
  const body = await request.text();
  const { pathname } = new URL(request.url);
  return Response.json({
    method: request.method,
    pathname,
    size: body.length,
    tenant: request.headers.get('tenant-id'),
  });
};

const close = 'Connection: close\r\n\r\n';

const passed: Record<string, { head: string; seen: Record<string, unknown> }> = {
  'a GET with a body': {
    head: `GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n${close}abc`,
    seen: { method: 'GET', size: 0 },
  },
  TRACE: { head: `TRACE /a HTTP/1.1\r\nHost: x\r\n${close}`, seen: { method: 'TRACE', pathname: '/a' } },
  'OPTIONS *': {
    head: `OPTIONS * HTTP/1.1\r\nHost: x\r\n${close}`,
    seen: { method: 'OPTIONS', pathname: '/*' },
  },
  'a path of two slashes': {
    head: `GET //evil/a HTTP/1.1\r\nHost: x\r\n${close}`,
    seen: { pathname: '//evil/a' },
  },
  'an absolute target': { head: `GET http://y/a HTTP/1.1\r\nHost: x\r\n${close}`, seen: { pathname: '/a' } },
  'a broken escape': { head: `GET /%zz%00 HTTP/1.1\r\nHost: x\r\n${close}`, seen: { pathname: '/%zz%00' } },
  'two tenants': {
    head: `GET /a HTTP/1.1\r\nHost: x\r\nTenant-ID: a\r\nTenant-ID: b\r\n${close}`,
    seen: { tenant: 'a, b' },
  },
  'octets over 127 in a field': {
    head: `GET /a HTTP/1.1\r\nHost: x\r\nTenant-ID: \u00ff\u0080\r\n${close}`,
    seen: { method: 'GET' },
  },
  'a field of 100 KB': {
    head: `GET /a HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n${close}`,
    seen: { method: 'GET' },
  },
  'a chunked body without a type': {
    head: `POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n${close}3\r\nabc\r\n0\r\n\r\n`,
    seen: { method: 'POST', size: 3 },
  },
  'HTTP/1.0': { head: 'GET /a HTTP/1.0\r\n\r\n', seen: { method: 'GET' } },
};

for (const [name, { head, seen }] of Object.entries(passed))
  test(`passes on ${name}`, async ({ serve }) => {
    const received = await exchange(await serve(echo), head);
    expect(received).toMatch(/^HTTP\/1\.1 200 /);
    expect(JSON.parse(/\{.*\}/.exec(received)?.[0] ?? '')).toMatchObject(seen);
  });

const refused: Record<string, { octets: string; status: number }> = {
  garbage: { octets: 'garbage\r\n\r\n', status: 400 },
  'an unusable target': { octets: `GET http://u:p@y/a HTTP/1.1\r\nHost: x\r\n${close}`, status: 400 },
  'two lengths': {
    octets: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    status: 400,
  },
  'too large a header section': {
    octets: `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(300_000)}\r\n\r\n`,
    status: 431,
  },
};

for (const [name, { octets, status }] of Object.entries(refused))
  test(`refuses ${name} itself and lives on`, async ({ serve }) => {
    const origin = await serve(echo);
    const received = await exchange(origin, octets);
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toContain('{"error":{"code":"');
    expect((await fetch(origin)).status).toBe(200);
  });

test('keeps the connection through an answer that came before the body', async ({ serve }) => {
  const origin = await serve(() =>
    Promise.resolve(new Response('no', { headers: { 'content-length': '2' } })),
  );
  const post = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1_000_000)}`;
  const received = await exchange(origin, `${post}GET / HTTP/1.1\r\nHost: x\r\n${close}`);
  expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
});

test('keeps the connection when the handler stops reading half-way', async ({ serve }) => {
  const origin = await serve(async (request) => {
    for await (const chunk of request.body ?? []) if (chunk) break;
    return new Response('no', { headers: { 'content-length': '2' } });
  });
  const post = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n${'x'.repeat(3_000_000)}`;
  const received = await exchange(origin, `${post}GET / HTTP/1.1\r\nHost: x\r\n${close}`);
  expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
});

for (const [name, field, answered] of [
  ['its client', 'Connection: close\r\n', {}],
  ['the handler', '', { connection: 'close' }],
] satisfies [string, string, Record<string, string>][])
  test(`reads a refused body to its end before it closes as ${name} wishes`, async ({ serve }) => {
    for (const length of [{ 'content-length': '2' }, {}] as Record<string, string>[])
      for (const body of ['no', null]) {
        const headers = { ...answered, ...(body === null ? {} : length) };
        const origin = await serve(() => Promise.resolve(new Response(body, { headers, status: 403 })));
        const head = `PUT / HTTP/1.1\r\nHost: x\r\n${field}Content-Length: 20000000\r\n\r\n`;
        const { octets, error } = await push(origin, head, Buffer.alloc(20_000_000));
        expect(octets).toMatch(/^HTTP\/1\.1 403 /);
        expect(error).toBeUndefined();
      }
  });

/** Sends a request whose body is only written as fast as it is taken; gives back what came and what failed. */
function push(
  origin: string,
  head: string,
  body: Uint8Array,
): Promise<{ octets: string; error: Error | undefined }> {
  return new Promise((resolve) => {
    let octets = '';
    let error: Error | undefined;
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => {
      socket.write(head);
      socket.write(body);
    });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (octets += text));
    socket.on('error', (failure) => (error = failure));
    socket.on('close', () => {
      resolve({ octets, error });
    });
  });
}

test('sends the given fields and no Date of its own', async ({ serve }) => {
  const headers = { 'content-length': '1', 'x-octets': '\u00e9\u0080' };
  const origin = await serve(() => Promise.resolve(new Response('a', { headers })));
  const received = await exchange(origin, `GET / HTTP/1.1\r\nHost: x\r\n${close}`);
  expect(received).not.toMatch(/^date:/im);
  expect(received).toContain('x-octets: \u00e9\u0080\r\n');
  expect(received).not.toContain('chunked');
});

test('obeys a Connection: close of the handler', async ({ serve }) => {
  const origin = await serve(() => Promise.resolve(new Response('a', { headers: { connection: 'close' } })));
  const received = await exchange(origin, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(received).toContain('connection: close\r\n');
  expect(received).toContain('transfer-encoding: chunked'.replace('t', 'T').replace('-e', '-E'));
});

test('delimits by the end of the connection when asked to', async ({ serve }) => {
  const origin = await serve(() => Promise.resolve(new Response('end')), {
    headerCase: 'title',
    undelimited: 'close',
    idleTimeout: 60_000,
    brokenOff: 'survived',
  });
  const received = await exchange(origin, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(received).toContain('Content-Type: text/plain');
  expect(received).not.toContain('chunked');
  expect(received).toMatch(/\r\n\r\nend$/);
});

for (const length of [1, 9])
  test(`sends a false length of ${length} as given and ends the connection`, async ({ serve }) => {
    const headers = { 'content-length': String(length) };
    const origin = await serve(() => Promise.resolve(new Response('abc', { headers })));
    const received = await exchange(origin, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(received).toContain(`content-length: ${length}\r\n`);
    expect(received).toMatch(/\r\n\r\nabc$/);
  });

test('answers 500 when the handler throws, and drops the connection when told so', async ({ serve }) => {
  const origin = await serve((request) => {
    throw request.method === 'GET' ? new Error('secret') : new DropConnection();
  });
  const response = await fetch(origin);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: { code: 'INTERNAL_ERROR', message: 'The server failed.' } });
  expect(await exchange(origin, `POST / HTTP/1.1\r\nHost: x\r\n${close}`)).toBe('');
});

test('drops the connection when the body fails', async ({ serve }) => {
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream takes an asynchronous generator
  async function* failing() {
    yield Buffer.from('part');
    throw new DropConnection();
  }
  const origin = await serve(() => Promise.resolve(new Response(ReadableStream.from(failing()))));
  const received = await exchange(origin, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(received).not.toMatch(/0\r\n\r\n$/);
});

test('survives clients that leave, while asking and while being answered', async ({ serve }) => {
  const endless = ReadableStream.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536);
    })(),
  );
  const origin = await serve(async (request) => {
    if (request.method === 'GET') return new Response(endless);
    return new Response(await request.text());
  });
  await exchange(origin, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', /200 OK/);
  const leave = AbortSignal.timeout(100);
  const hanging = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(Buffer.from('a'));
    },
  });
  const upload = fetch(origin, { method: 'POST', body: hanging, duplex: 'half', signal: leave });
  await expect(upload).rejects.toThrow();
  expect(await (await fetch(origin, { method: 'POST', body: 'still there' })).text()).toBe('still there');
});

test('closes at once, whatever is open', async () => {
  const listener = await listen(() => new Promise<Response>(() => undefined));
  const open = [1, 2].map(() => exchange(listener.origin, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = performance.now();
  await listener.close();
  expect(await Promise.all(open)).toEqual(['', '']);
  expect(performance.now() - start).toBeLessThan(500);
});
