import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { HeaderList, SentRequest } from '../../../src/client/exchange.ts';
import { Marks } from '../../../src/client/marks.ts';
import { redactor } from '../../../src/client/redaction.ts';
import { payloadOf } from '../../../src/client/payload.ts';
import { Transport } from '../../../src/client/transport.ts';
import { curlOf } from '../../../src/report/curl.ts';
import { recorded } from '../../../src/report/recorded.ts';
import { secretsOf } from '../../../src/secrets.ts';
import { encodedKeys, keyMisses, unknownKey } from '../../../src/traffic/credentials.ts';
import type { HostileServer, SeenRequest } from '../../harness/hostile-server.ts';
import { answer, startHostileServer } from '../../harness/hostile-server.ts';

const test = base.extend<{ server: HostileServer }>({
  server: async ({}, use) => {
    const server = await startHostileServer((socket) =>
      socket.end(answer(200, { Connection: 'close' }, '{}')),
    );
    await use(server);
    await server.close();
  },
});

const key = "fp-._~+/aB'+/c$De F01==";
const usual: HeaderList = [
  ['Authorization', `Bearer ${key}`],
  ['Tenant-ID', 'bu_1'],
  ['Content-Type', 'application/json'],
  ['Accept', 'application/json'],
  ['Accept-Encoding', 'gzip'],
  ['User-Agent', 'flexportal-conformance'],
];

/** Runs a command in a POSIX shell with the key in the environment. Resolves to what it says of errors, and its exit code. */
async function ended(command: string, cwd?: string): Promise<{ errors: string; code: unknown }> {
  const env = { PATH: process.env['PATH'], TARGET_TOKEN: key };
  const child = spawn('sh', ['-c', command], { env, cwd });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdout.resume();
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { errors: Buffer.concat(errors).toString(), code };
}

/** What a request carries, without what a client adds for itself. */
function essence({ method, target, fields, body }: SeenRequest): object {
  const own =
    /^(host|connection|content-length|accept: (application\/json|\*\/\*)|accept-encoding: gzip|user-agent: (curl\/.*|flexportal-conformance))$/i;
  const kept = fields.filter(([name, value]) => !own.test(name) && !own.test(`${name}: ${value}`));
  return {
    method,
    target,
    body: body.toString('latin1'),
    fields: kept.map(([name, value]) => `${name}: ${value}`).sort(),
  };
}

/** The command that the report gives for a request. */
function commandOf(request: SentRequest): string {
  const exchange = {
    id: 'api-0001',
    channel: 'api' as const,
    request,
    sentAt: 0,
    receivedAt: 0,
    earlier: [],
  };
  const redact = redactor(secretsOf({ main: { token: key, tenant: 'bu_1' } }));
  return curlOf(recorded(exchange, redact, new Marks('a key')));
}

/** Sends a request, then the command that the report gives for it; gives both as the server saw them. */
async function replay(
  server: HostileServer,
  request: Partial<SentRequest> & { path?: string },
  cwd?: string,
): Promise<{ sent: object; replayed: object; command: string }> {
  const { path = '/v1/files/url', method = 'POST', headers = usual, body, payload } = request;
  const url = server.origin + path;
  const sent: SentRequest = { method, url, headers, ...(body && { body }), ...(payload && { payload }) };
  const transport = new Transport();
  const attempt = await transport.attempt(sent, { silence: 5000, total: 5000, read: 1000, keep: 1000 });
  await transport.close();
  expect(attempt.trouble).toBeUndefined();
  const command = commandOf(sent);
  expect(await ended(command, cwd)).toEqual({ errors: '', code: 0 });
  const [first, second] = server.seen;
  if (first === undefined || second === undefined) throw new Error('replay: the server saw no two requests');
  return { sent: essence(first), replayed: essence(second), command };
}

const bodies: [name: string, body: string | Uint8Array][] = [
  ['plain JSON', '{"fileId":"file_1","action":"view"}'],
  ['quotation marks of every kind', `{"a":"it's \\"b\\" \`c\` ''"}`],
  ['dollars, subshells and backslashes', '{"a":"$HOME ${x} $(id) `id` \\\\ \\n !! ~"}'],
  ['line feeds and blanks at the ends', ' \r\n{"a": 1}\n\n \t'],
  ['an at sign in front', '@/etc/hostname'],
  ['a dash in front', '--help'],
  ['the key', `{"key":"${key}","costs":"$5 \`x\` \\\\"}`],
  ['letters of other scripts', '{"fileId":"ﬁle_Ω_日本語📄\u202e"}'],
  ['NUL', '{"a":"\0"}\0'],
  ['NUL alone', '\0'],
  ['octets that are no text', Uint8Array.of(0x7b, 0xff, 0xfe, 0, 0x0a, 0x7d)],
  ['a byte order mark', '\ufeff{}'],
  ['a percent sign', '100%s %d %%'],
  ['nothing', ''],
];

for (const [name, body] of bodies)
  test(`delivers a body with ${name}`, async ({ server }) => {
    const { sent, replayed, command } = await replay(server, { body: Buffer.from(body) });
    expect(replayed).toEqual(sent);
    expect(command).not.toContain(key);
    expect(command).toContain('$TARGET_TOKEN');
  });

test('delivers a request without a body', async ({ server }) => {
  const { sent, replayed } = await replay(server, {
    headers: usual.filter(([name]) => name !== 'Content-Type'),
  });
  expect(replayed).toEqual(sent);
});

/** The usual fields with one replaced, or left out. */
function withField(name: string, value: string | null): HeaderList {
  const rest = usual.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return value === null ? rest : [...rest, [name, value]];
}

const fields: [name: string, value: string | null][] = [
  ['Authorization', null],
  ['Authorization', ''],
  ['authorization', `bearer ${key}`],
  ['Authorization', `Basic dXNlcjpwYXNzd29yZA==`],
  ['Authorization', "Bearer ' OR '1'='1"],
  ['Tenant-ID', ''],
  ['tENANT-id', '"bu_1"'],
  ['Tenant-ID', '$HOME `id` \\ "x" \'y\''],
  ['Tenant-ID', '../bu_1, *'],
  ['Content-Type', null],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'application/json; charset="utf-8"'],
  ['Content-Type', ';;;'],
  ['Accept', '///'],
  ['Accept', 'text/html'],
  ['Accept-Encoding', 'nonsense;q=1'],
  ['Range', 'bytes=0-0'],
  ['Cookie', 'session=%00; =;;'],
];

for (const [name, value] of fields)
  test(`delivers ${value === null ? `no ${name}` : `${name}: ${value}`}`, async ({ server }) => {
    const { sent, replayed } = await replay(server, {
      headers: withField(name, value),
      body: Buffer.from('{"a":1}'),
    });
    expect(replayed).toEqual(sent);
  });

const bearing = (token: string): HeaderList => withField('Authorization', `Bearer ${token}`);
const beyondAShell = [
  ...['last character changed', 'first character changed', 'middle character changed'],
  'without its prefix',
];
const variants = [...keyMisses(key), ...Object.values(encodedKeys(key))];

for (const { value, note } of variants.filter((one) => !beyondAShell.includes(one.note)))
  test(`delivers the key ${note}`, async ({ server }) => {
    const { sent, replayed, command } = await replay(server, { headers: bearing(value) });
    expect(replayed).toEqual(sent);
    expect(command).not.toContain(value);
    expect(command).not.toContain('<');
  });

for (const { value, note } of [
  ...variants.filter((one) => beyondAShell.includes(one.note)),
  { value: unknownKey(key), note: 'every character another' },
])
  test(`sends nothing in place of the key, ${note}, and says what it would be`, async ({ server }) => {
    const url = `${server.origin}/v1/files/url`;
    const { errors, code } = await ended(commandOf({ method: 'POST', url, headers: bearing(value) }));
    expect(errors).toContain(`OTHER_KEY: is to be TARGET_TOKEN, ${note}, which the replay command sends`);
    expect(code).not.toBe(0);
    expect(server.seen).toEqual([]);
  });

test('delivers the key with letters around it', async ({ server }) => {
  const { sent, replayed } = await replay(server, { headers: bearing(`a${key}b`) });
  expect(replayed).toEqual(sent);
});

const paths: [method: string, path: string][] = [
  ['PUT', '/v1/files/url'],
  ['PATCH', '/v1/files/url'],
  ['POST', '/v1/files/url?x=%ZZ&y=%00'],
  ['POST', '/v1/files/url?fileId[]=1&fileId[a]=2'],
  ['POST', '/v1/files/url?{a,b}[1-3]'],
  ['POST', "/v1/files/a'b?c=$HOME&d=`id`&e=!f"],
  ['GET', '/v1/files?limit=50'],
];

for (const [method, path] of paths)
  test(`delivers ${method} ${path}`, async ({ server }) => {
    const body = method === 'GET' ? {} : { body: Buffer.from('{}') };
    const headers = method === 'GET' ? withField('Content-Type', null) : usual;
    const { sent, replayed } = await replay(server, { method, path, headers, ...body });
    expect(replayed).toEqual(sent);
  });

const contents: [name: string, bytes: Uint8Array][] = [
  ['no octets', Buffer.alloc(0)],
  ['one octet', Buffer.of(0)],
  ['octets of every kind', Buffer.from(Array.from({ length: 70_001 }, (_, index) => (index * 7) % 256))],
  ['more octets than curl sends unasked', Buffer.alloc(2 ** 21, 'abc\r\n')],
];

for (const method of ['PUT', 'POST'])
  for (const [name, bytes] of contents)
    test(`uploads ${name} with ${method}`, async ({ server }, info) => {
      const payload = payloadOf(bytes);
      await mkdir(info.outputDir, { recursive: true });
      await writeFile(join(info.outputDir, `payload-${payload.sha256.slice(0, 8)}.bin`), bytes);
      const headers: HeaderList = [
        ['Accept', '*/*'],
        ['Content-Type', 'text/plain; charset="utf-8"'],
        ['Content-Length', String(bytes.length)],
      ];
      const path = "/o/a'b?signature=1&x[]=2";
      const { sent, replayed } = await replay(server, { method, path, headers, payload }, info.outputDir);
      expect(replayed).toEqual(sent);
    });
