import { get as httpGet } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startReference } from '../../../src/reference/start.ts';
import type { Choices } from '../../../src/reference/choices.ts';
import type { Asking } from './asking.ts';
import { answerTo, ask, asking, get } from './asking.ts';
import { expect, test } from './test.ts';

const looks: { choices: Partial<Choices>; what?: Asking; header: string; value: string | null | RegExp }[] = [
  { choices: { apiCacheControl: null }, header: 'cache-control', value: null },
  { choices: { connection: 'close' }, header: 'connection', value: 'close' },
  { choices: { contentLength: 'never' }, header: 'content-length', value: null },
  { choices: { contentLength: 'success-only' }, header: 'content-length', value: /\d/ },
  { choices: { contentLength: 'success-only' }, what: { body: '' }, header: 'content-length', value: null },
  { choices: { sessionCookie: true }, header: 'set-cookie', value: /^session=/ },
  { choices: { jsonMediaType: 'application/json; charset=utf-8' }, header: 'content-type', value: /charset/ },
  {
    choices: { challenge: 'several' },
    what: { headers: { authorization: 'Bearer x' } },
    header: 'www-authenticate',
    value: /^Negotiate, .*, Bearer realm="FlexPortal", error="invalid_token"$/,
  },
];

for (const { choices, what, header, value } of looks)
  test(`${JSON.stringify(choices)} shows in ${header}${what ? ' of a refusal' : ''}`, async ({ create }) => {
    const field = (await ask(await create(choices), what)).headers.get(header);
    if (value instanceof RegExp) expect(field).toMatch(value);
    else expect(field).toBe(value);
  });

const texts: { choices: Partial<Choices>; what?: Asking; text: RegExp }[] = [
  { choices: { jsonLayout: 'indented' }, text: /^\r\n\{\n\t"success": true,/ },
  { choices: { jsonLayout: 'escaped' }, text: /"Vertrag N\\u00ba 7\.pdf".*application\\u002fpdf/ },
  { choices: { jsonLayout: 'reversed' }, text: /^\{"expiresAt"/ },
  { choices: { fileSizeNotation: 'decimal' }, text: /"fileSize":48265\.0,/ },
  { choices: { fileSizeNotation: 'exponent', jsonLayout: 'indented' }, text: /"fileSize": 4\.8265e\+4,/ },
  { choices: { fileSizeNotation: 'exponent', mainFile: 'empty' }, text: /"fileSize":0e\+0,/ },
  { choices: { codeStyle: 'lower-kebab' }, what: { body: '[]' }, text: /"code":"invalid-request"/ },
  { choices: { codeStyle: 'dotted' }, what: { body: '[]' }, text: /"code":"files\.invalid_request"/ },
  { choices: { extraMembers: true }, text: /"requestId":/ },
  { choices: { extraMembers: true }, what: { body: '[]' }, text: /"details":/ },
  { choices: { expiryUnit: 'milliseconds', lifetimeGrain: 0 }, text: /"expiresAt":\d{13}\}/ },
  { choices: { urlPadding: 4096 }, text: /context=c{4096}/ },
];

for (const { choices, what, text } of texts)
  test(`${JSON.stringify(choices)} shows in the ${what ? 'error' : 'body'}`, async ({ create }) => {
    expect(await (await ask(await create(choices), what)).text()).toMatch(text);
  });

const lifetimes = [
  { lifetimeGrain: 60, expiresInMinutes: 2.4, seconds: 120 },
  { lifetimeGrain: 20, expiresInMinutes: 1.2, seconds: 80 },
];

for (const { lifetimeGrain, expiresInMinutes, seconds } of lifetimes)
  test(`a grain of ${lifetimeGrain} s makes ${seconds} s of ${expiresInMinutes} minutes`, async ({
    create,
  }) => {
    const reference = await create({ lifetimeGrain });
    const { expiresAt } = await answerTo(reference, { members: { expiresInMinutes } });
    expect(Math.abs(expiresAt - reference.now() / 1000 - seconds)).toBeLessThan(2);
  });

for (const redirect of ['absolute-302', 'absolute-307', 'relative-302', 'relative-307'] as const)
  test(`redirects ${redirect}, and both URLs are signed`, async ({ create }) => {
    const reference = await create({ redirect });
    const { url } = await answerTo(reference, { members: { action: 'download' } });
    const response = await reference.handle(new Request(url));
    expect(response.status).toBe(Number(redirect.slice(-3)));
    const location = response.headers.get('location') ?? '';
    expect(location.startsWith('/')).toBe(redirect.startsWith('relative'));
    const target = new URL(location, url).href;
    expect((await get(reference.handle, target)).headers.get('content-disposition')).toMatch(/^attachment/);
    for (const changed of [`${url}0`, `${target}0`, target.replace('objects', 'links')])
      expect((await get(reference.handle, changed)).status).toBe(403);
  });

test('limits the rate, and lets go of it', async ({ create }) => {
  for (const retryAfter of ['seconds', 'date'] as const) {
    const reference = await create({ rateLimit: 5, retryAfter });
    const answers = await Promise.all(Array.from({ length: 15 }, () => ask(reference)));
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.headers.get('retry-after')).toMatch(retryAfter === 'seconds' ? /^1$/ : / GMT$/);
    expect(await limited?.json()).toHaveProperty('error.code', 'RATE_LIMITED');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await ask(reference)).status).toBe(200);
  }
});

test('refuses a coded body, does not look at the coding, or unpacks it and says where it cannot', async ({
  create,
}) => {
  const statuses: Record<Choices['codedBodies'], readonly number[]> = {
    refused: [200, 415, 415, 415],
    ignored: [200, 200, 400, 200],
    decoded: [200, 400, 200, 415],
  };
  for (const codedBodies of ['refused', 'ignored', 'decoded'] as const) {
    const reference = await create({ codedBodies });
    const plain = Buffer.from(JSON.stringify({ fileId: reference.main.fileId }));
    const sent: [Uint8Array, string][] = [
      [plain, 'identity'],
      [plain, 'gzip'],
      [gzipSync(plain), 'gzip'],
      [plain, 'br'],
    ];
    const answers = await Promise.all(
      sent.map(([body, coding]) => ask(reference, { body, headers: { 'content-encoding': coding } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(statuses[codedBodies]);
  }
});

const codings: [gzipStorage: Choices['gzipStorage'], field: string, coded: boolean][] = [
  ['never', 'gzip', false],
  ['accepted', 'gzip, br', true],
  ['accepted', 'br, *;q=0.5', true],
  ['accepted', 'gzip;q=0, br', false],
  ['accepted', 'gzip;q=0.0', false],
  ['accepted', '', false],
  ['always', 'identity', true],
];

for (const [gzipStorage, field, coded] of codings)
  test(`gzip ${gzipStorage} and "${field}": ${coded ? 'coded' : 'as it is'}`, async ({ create }) => {
    const reference = await create({ gzipStorage });
    const { url } = await answerTo(reference);
    const response = await get(reference.handle, url, { headers: { 'accept-encoding': field } });
    expect(response.headers.get('content-encoding')).toBe(coded ? 'gzip' : null);
    expect(response.headers.has('content-length')).toBe(!coded);
    expect(Buffer.from(await response.arrayBuffer())[0] === 0x1f).toBe(coded);
  });

const names = {
  lower: 'content-type',
  title: 'Content-Type',
  upper: 'CONTENT-TYPE',
  alternating: 'cOnTeNt-tYpE',
};

for (const [headerCase, name] of Object.entries(names))
  test(`header names in ${headerCase} case`, async () => {
    const server = await startReference({ choices: { headerCase: headerCase as Choices['headerCase'] } });
    const response = await new Promise<IncomingMessage>((resolve) => httpGet(server.origins.api, resolve));
    expect(response.rawHeaders).toContain(name);
    response.resume();
    await server.close();
  });

test('storage on another origin, waiting and skew', async () => {
  const server = await startReference({
    choices: { storageOrigin: 'separate', latency: 100, clockSkew: -20_000 },
  });
  expect(server.origins.storage).not.toBe(server.origins.api);
  const start = performance.now();
  const response = await fetch(asking(server));
  expect(performance.now() - start).toBeGreaterThan(99);
  expect(Date.now() - Date.parse(response.headers.get('date') ?? '')).toBeGreaterThan(19_000);
  await server.close();
});

for (const [name, choices, what, status] of [
  ['a foreign file', { foreignFileStatus: 403 }, { headers: {} }, 403],
  ['text/plain', { acceptedMediaTypes: ['text/plain'] }, { headers: { 'content-type': 'text/plain' } }, 200],
  ['a long id', { oddFileIds: 'rejected' }, { members: { fileId: 'x'.repeat(257) } }, 400],
  ['an upper-case id', { fileIdShape: 'uuid', fileIdLookup: 'ignore-case' }, {}, 200],
] satisfies [string, Partial<Choices>, Asking, number][])
  test(`${JSON.stringify(choices)} makes ${name} ${status}`, async ({ create }) => {
    const reference = await create(choices);
    const foreign = name === 'a foreign file' ? reference.alt.fileId : reference.main.fileId.toUpperCase();
    const known = choices.fileIdLookup === 'ignore-case' || name === 'a foreign file';
    const members = { ...(known ? { fileId: foreign } : {}), ...what.members };
    expect((await ask(reference, { ...what, members })).status).toBe(status);
  });

test('without a limit the deepest nesting is taken', async ({ create }) => {
  const reference = await create({ nestingLimit: Infinity });
  const body = `{"fileId":"${reference.main.fileId}","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect((await ask(reference, { body })).status).toBe(200);
});
