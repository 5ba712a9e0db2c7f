import { createHash } from 'node:crypto';
import { redactor } from '../../../src/client/redaction.ts';
import { payloadOf, streamed } from '../../../src/client/payload.ts';
import { connect } from '../../../src/connection.ts';
import type { Connection } from '../../../src/connection.ts';
import { loadContract } from '../../../src/contract/contract.ts';
import { documentFile } from '../../../src/suite-files.ts';
import type { HostileServer } from '../../harness/hostile-server.ts';
import { answer } from '../../harness/hostile-server.ts';
import type { Arrival, RecordingServer } from '../../harness/recording-server.ts';
import { startRecordingServer } from '../../harness/recording-server.ts';
import { expect, test as base } from './test.ts';

const secretText = (name: string): string => `${name}/${createHash('sha256').update(name).digest('base64')}`;
const target = {
  main: { token: secretText('key'), tenant: secretText('tenant') },
  alt: { token: secretText('alt-key'), tenant: secretText('alt-tenant') },
};
const cookies = { api: secretText('api-cookie'), storage: secretText('storage-cookie') };
const secrets = [
  ...Object.values(target).flatMap(({ token, tenant }) => [token, tenant]),
  ...Object.values(cookies),
];

/** A path and query in which every re-encoding would show. */
const signed = "/a%2fb/%7Ec/d+e'(f)/%C3%A9;v=1?X-Sig=ab%2Bc/d%3d%3D&empty=&x=1&x=2&flag&f[]=%20~";
const setCookie = (value: string): Record<string, string> => ({
  'Set-Cookie': `session=${encodeURIComponent(value)}; Path=/; SameSite=None`,
});

const test = base.extend<{ storage: RecordingServer; api: HostileServer; connection: Connection }>({
  storage: async ({}, use) => {
    // The path says which redirect to give: it leads to the signed path on the other origin and back.
    const server = await startRecordingServer(({ origin, target: path }) => {
      const fields = setCookie(cookies.storage);
      const [, status] = /^\/(30\d)$/.exec(path) ?? [];
      if (status === undefined) return { status: 200, fields, body: 'stored' };
      const other = server.origins.find((each) => each !== origin) ?? '';
      return { status: Number(status), fields: { ...fields, Location: other + signed } };
    });
    await use(server);
    await server.close();
  },
  api: async ({ serve, storage }, use) => {
    const url = storage.origins[0] + signed;
    await use(
      await serve((socket) =>
        socket.write(
          answer(
            200,
            { ...setCookie(cookies.api), 'Content-Type': 'application/json' },
            JSON.stringify({ url }),
          ),
        ),
      ),
    );
  },
  connection: async ({ api }, use) => {
    const connection = await connect(await loadContract(documentFile), { url: api.origin, ...target });
    await use(connection);
    await connection.close();
  },
});

const names = new Set([
  'host',
  'connection',
  'accept',
  'accept-encoding',
  'user-agent',
  'content-type',
  'content-length',
  'transfer-encoding',
]);

/** The secrets in what arrived: as they are, URL-encoded, JSON-escaped or in base64. */
function leaks({ line, fields, body }: Arrival): string[] {
  const texts = [line, ...fields.flat(), body.toString('latin1')];
  return secrets.filter((value) => {
    const redact = redactor([{ value, name: '' }]);
    return texts.some((text) => redact(text) !== text);
  });
}

test('nothing of ours reaches the storage host', async ({ connection, api, storage }) => {
  const urls = await Promise.all(
    Object.values(target).map(async (as) => {
      const { response } = await connection.api.ask({ fileId: 'a' }, { as });
      return (JSON.parse(Buffer.from(response?.body ?? []).toString()) as { url: string }).url;
    }),
  );
  const [first, second] = storage.origins;
  const redirecting = [301, 302, 303, 307, 308].flatMap((status) => [
    `${first}/${status}`,
    `${second}/${status}`,
  ]);
  const large = await streamed(600_000, 1);
  const content = payloadOf(Buffer.from('content'));
  // Twice, so that what the first round sets could be sent in the second.
  for (const occasion of ['first', 'second'])
    for (const url of [...urls, ...redirecting]) {
      await connection.storage.get(url, { occasion });
      for (const method of ['PUT', 'POST'] as const)
        await connection.storage.put(url, content, { occasion, method, contentType: 'text/plain' });
      await connection.storage.put(url, large, { occasion, framing: 'chunked' });
      for (const method of ['HEAD', 'DELETE', 'POST', 'OPTIONS'] as const)
        await connection.storage.ask(method, url, { occasion });
    }

  expect(api.seen.length).toBe(2);
  const { arrivals } = storage;
  expect(new Set(arrivals.map(({ origin }) => origin)).size).toBe(2);
  for (const method of ['GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'OPTIONS'])
    expect(arrivals.map((arrival) => arrival.method)).toContain(method);
  for (const arrival of arrivals) {
    expect(leaks(arrival), arrival.line).toEqual([]);
    const foreign = arrival.fields.map(([name]) => name.toLowerCase()).filter((name) => !names.has(name));
    expect(foreign, arrival.line).toEqual([]);
    expect([first, second].map((origin) => origin.replace('http://', ''))).toContain(
      arrival.fields.find(([name]) => name.toLowerCase() === 'host')?.[1],
    );
    const bodies = [content.sha256, large.sha256, createHash('sha256').digest('hex')];
    expect(bodies, arrival.line).toContain(arrival.sha256);
  }
});

test('the returned URL arrives unchanged, also after a redirect', async ({ connection, storage }) => {
  const [first, second] = storage.origins;
  await connection.storage.get(first + signed);
  await connection.storage.put(first + signed, payloadOf(Buffer.from('content')));
  await connection.storage.ask('HEAD', first + signed);
  await connection.storage.get(`${second}/302`, { occasion: 'redirected' });
  await connection.storage.put(`${second}/307`, payloadOf(Buffer.from('redirected')));
  const arrived = storage.arrivals.filter(({ origin }) => origin === first);
  expect(arrived.map(({ line }) => line)).toEqual(
    ['GET', 'PUT', 'HEAD', 'GET', 'PUT'].map((method) => `${method} ${signed} HTTP/1.1`),
  );
});

for (const [form, write] of [
  ['as it is', (secret: string) => secret],
  ['URL-encoded', encodeURIComponent],
  ['in base64', (secret: string) => Buffer.from(`user:${secret}`).toString('base64')],
] as const)
  test(`a secret that leaks ${form} would be found in URL, field and body`, async ({ storage }) => {
    const [origin] = storage.origins;
    for (const secret of secrets) {
      const text = write(secret);
      await fetch(`${origin}/?${text}`);
      await fetch(origin, { headers: { 'X-Note': text } });
      await fetch(origin, { method: 'PUT', body: `before ${text} after` });
    }
    const found = storage.arrivals.map((arrival) => leaks(arrival).length);
    expect(found.filter((count) => count !== 1)).toEqual([]);
  });
