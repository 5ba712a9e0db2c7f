import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from '../../../src/client/exchange.ts';
import { Evidence } from '../../../src/client/evidence.ts';
import { payloadOf, streamed } from '../../../src/client/payload.ts';
import { Storage } from '../../../src/client/storage.ts';
import type { UploadOptions } from '../../../src/client/storage.ts';
import type { Arrival, RecordingServer, Reply } from '../../harness/recording-server.ts';
import { startRecordingServer } from '../../harness/recording-server.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<{
  storage: Storage;
  records: (reply?: (arrival: Arrival) => Reply) => Promise<RecordingServer>;
}>({
  storage: async ({ courier }, use) => {
    await use(new Storage(courier({ channel: 'storage', from: 'loopback' })));
  },
  records: async ({}, use) => {
    const servers: RecordingServer[] = [];
    await use(async (reply = () => ({ status: 200 })) => {
      const server = await startRecordingServer(reply);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.close()));
  },
});

const payload = payloadOf(Buffer.from('the content of a file'));
const field = ({ fields }: Arrival, name: string): string | undefined =>
  fields.find(([key]) => key.toLowerCase() === name)?.[1];

const framings: [options: UploadOptions, expected: Record<string, string | undefined>][] = [
  [{}, { 'content-length': '21', 'transfer-encoding': undefined, 'content-type': undefined }],
  [{ contentType: 'Text/Plain; a="b"' }, { 'content-type': 'Text/Plain; a="b"' }],
  [{ framing: 'chunked' }, { 'content-length': undefined, 'transfer-encoding': 'chunked' }],
  [
    { method: 'POST', framing: 'chunked', contentType: 'a/b' },
    { 'transfer-encoding': 'chunked', 'content-type': 'a/b' },
  ],
  [{}, { 'user-agent': 'flexportal-conformance', accept: '*/*', 'accept-encoding': 'identity' }],
  [
    { headers: [['If-None-Match', '*']] },
    { 'if-none-match': '*', accept: undefined, 'content-length': '21' },
  ],
];

for (const [options, expected] of framings)
  test(`uploads with ${JSON.stringify(options)}: ${Object.keys(expected).join()}`, async ({
    storage,
    records,
  }) => {
    const { origins, arrivals } = await records();
    const { last } = await storage.put(`${origins[0]}/a?b=c`, payload, options);
    expect(last.response?.status).toBe(200);
    const [arrival] = arrivals;
    if (arrival === undefined) throw new Error('nothing arrived');
    expect(arrival.line).toBe(`${options.method ?? 'PUT'} /a?b=c HTTP/1.1`);
    expect(arrival.body.toString()).toBe('the content of a file');
    for (const [name, value] of Object.entries(expected)) expect(field(arrival, name)).toBe(value);
  });

for (const framing of ['length', 'chunked'] as const) {
  test(`streams many chunks with framing ${framing}`, async ({ storage, records }) => {
    const { origins, arrivals } = await records();
    const large = await streamed(3_000_001, 7);
    await storage.put(origins[0], large, { framing });
    expect(arrivals.map(({ sha256 }) => sha256)).toEqual([large.sha256]);
  });

  test(`announces an empty body with framing ${framing}`, async ({ storage, records }) => {
    const { origins, arrivals } = await records();
    const { last } = await storage.put(origins[0], payloadOf(new Uint8Array(0)), { framing });
    expect(arrivals.map((arrival) => field(arrival, 'content-length'))).toEqual(['0']);
    expect(last.request.headers).toContainEqual(['Content-Length', '0']);
  });
}

/** What a redirect makes of a request, by its status; as the Fetch standard says (HTTP-redirect fetch). */
const redirections: [method: 'PUT' | 'POST', status: number, then: string][] = [
  ['PUT', 301, 'PUT'],
  ['PUT', 302, 'PUT'],
  ['PUT', 303, 'GET'],
  ['PUT', 307, 'PUT'],
  ['PUT', 308, 'PUT'],
  ['POST', 301, 'GET'],
  ['POST', 302, 'GET'],
  ['POST', 303, 'GET'],
  ['POST', 307, 'POST'],
  ['POST', 308, 'POST'],
];

for (const [method, status, then] of redirections)
  for (const framing of ['length', 'chunked'] as const)
    test(`a ${status} makes a ${method} with framing ${framing} a ${then}`, async ({ storage, records }) => {
      const server = await records(({ origin }) =>
        origin === server.origins[0]
          ? { status, fields: { Location: `${server.origins[1]}/there?x=y` } }
          : { status: 200 },
      );
      const options = { method, framing, contentType: 'text/plain' };
      const { hops, last } = await storage.put(`${server.origins[0]}/here`, payload, options);
      expect(hops.map(({ response }) => response?.status)).toEqual([status, 200]);
      expect(last.request.payload?.sha256).toBe(then === 'GET' ? undefined : payload.sha256);
      const [, arrival] = server.arrivals;
      if (arrival === undefined) throw new Error('the redirect was not followed');
      expect(arrival.line).toBe(`${then} /there?x=y HTTP/1.1`);
      expect(arrival.body.toString()).toBe(then === 'GET' ? '' : 'the content of a file');
      expect(field(arrival, 'content-type')).toBe(then === 'GET' ? undefined : 'text/plain');
      if (then === 'GET')
        for (const name of ['content-length', 'transfer-encoding'])
          expect(field(arrival, name)).toBeUndefined();
    });

test('an upload in memory goes up to its end though it was refused at the beginning', async ({ storage }) => {
  const bytes = Buffer.alloc(8 * 2 ** 20, 'x');
  const arrived: (number | string)[] = [];
  const server = createServer((request, response) => {
    response.writeHead(403).end('refused');
    let size = 0;
    // A careless server has no handler for an error, and ends with it.
    request.on('error', ({ message }) => arrived.push(message));
    request.on('data', ({ length }: Buffer) => (size += length)).on('end', () => arrived.push(size));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { last } = await storage.put(url, payloadOf(bytes));
  expect(last.response?.status).toBe(403);
  await expect.poll(() => arrived).toEqual([bytes.length]);
  server.close();
});

test('uploads follow five redirects and stop at the sixth', async ({ storage, records }) => {
  const { origins, arrivals } = await records(({ target }) => ({
    status: 307,
    fields: { Location: `${target}x` },
  }));
  const { hops } = await storage.put(`${origins[0]}/`, payload);
  expect(hops).toHaveLength(6);
  expect(arrivals).toHaveLength(6);
});

test('an upload is not redirected to where it must not connect', async ({ storage, records }) => {
  const { origins, arrivals } = await records(() => ({
    status: 308,
    fields: { Location: 'http://169.254.169.254/' },
  }));
  const { last } = await storage.put(origins[0], payload);
  expect(last.trouble?.kind).toBe('forbidden');
  expect(arrivals).toHaveLength(1);
});

for (const url of ['ftp://127.0.0.1/', 'relative'])
  test(`does not upload to or ask ${url}`, async ({ storage }) => {
    await expect(storage.put(url, payload)).rejects.toThrow(TypeError);
    await expect(storage.ask('HEAD', url)).rejects.toThrow(TypeError);
  });

test('makes the payload anew for each attempt', async ({ storage, records }) => {
  const { origins, arrivals } = await records(() => ({ status: arrivals.length < 3 ? 503 : 200 }));
  const large = await streamed(600_000, 3);
  const { last } = await storage.put(origins[0], large);
  expect(last.response?.status).toBe(200);
  expect(last.earlier).toHaveLength(2);
  expect(arrivals.map(({ sha256 }) => sha256)).toEqual([large.sha256, large.sha256, large.sha256]);
});

test('uploads equal octets once, others and on another occasion again', async ({ storage, records }) => {
  const { origins, arrivals } = await records();
  const same = payloadOf(Buffer.from('the content of a file'));
  const other = payloadOf(Buffer.from('the content of a FILE'));
  for (const [octets, occasion] of [[payload], [same], [other], [same, 'again']] as const)
    await storage.put(origins[0], octets, occasion === undefined ? {} : { occasion });
  expect(arrivals.map(({ body }) => body.toString())).toEqual([
    'the content of a file',
    'the content of a FILE',
    'the content of a file',
  ]);
});

test('the evidence has the measures of a payload and none of its octets', async ({
  courier,
  records,
}, info) => {
  const { origins } = await records();
  const file = info.outputPath('exchanges.jsonl');
  const evidence = new Evidence(file);
  await new Storage(courier({ evidence, channel: 'storage' })).put(origins[0], payload);
  const text = readFileSync(file, 'utf8');
  for (const form of ['utf8', 'base64', 'hex'] as const)
    expect(text).not.toContain(Buffer.from('content of a').toString(form));
  const reread: readonly Exchange[] = new Evidence(file).all();
  expect(reread).toEqual(evidence.all());
  for (const { request } of [...evidence.all(), ...reread]) {
    expect(request.payload).toMatchObject({ size: payload.size, sha256: payload.sha256 });
    expect(() => request.payload?.chunks()).toThrow('not kept');
  }
});

for (const method of ['HEAD', 'DELETE', 'POST', 'OPTIONS'] as const)
  test(`asks by ${method} without a body and follows no redirect`, async ({ storage, records }) => {
    const { origins, arrivals } = await records(() => ({ status: 307, fields: { Location: '/elsewhere' } }));
    const ask = (occasion?: string): Promise<Exchange> =>
      storage.ask(method, `${origins[0]}/x?y`, occasion === undefined ? {} : { occasion });
    const { response } = await ask();
    expect(response?.status).toBe(307);
    await ask();
    await ask('again');
    expect(arrivals.map(({ line }) => line)).toEqual(Array(2).fill(`${method} /x?y HTTP/1.1`));
    for (const arrival of arrivals) {
      expect(arrival.body).toHaveLength(0);
      expect(field(arrival, 'content-type')).toBeUndefined();
      expect(field(arrival, 'user-agent')).toBe('flexportal-conformance');
    }
  });
