import { ask, decoded } from './asking.ts';
import { expect, test } from './test.ts';

const invalid: Record<string, Record<string, unknown>> = {
  'no fileId': { fileId: undefined },
  'an empty fileId': { fileId: '' },
  'fileId null': { fileId: null },
  'fileId a number': { fileId: 7 },
  'fileId an array': { fileId: ['file_a'] },
  'fileId an object': { fileId: {} },
  'action delete': { action: 'delete' },
  'action in capitals': { action: 'VIEW' },
  'an empty action': { action: '' },
  'action null': { action: null },
  'action an array': { action: ['view'] },
  'action of the prototype': { action: 'constructor' },
  'no minutes': { expiresInMinutes: 0 },
  'nearly a minute': { expiresInMinutes: 0.999 },
  'negative minutes': { expiresInMinutes: -1 },
  'more than a day': { expiresInMinutes: 1440.001 },
  'minutes as a string': { expiresInMinutes: '60' },
  'minutes null': { expiresInMinutes: null },
  'minutes true': { expiresInMinutes: true },
  'minutes an array': { expiresInMinutes: [60] },
};

for (const [name, members] of Object.entries(invalid))
  test(`rejects ${name}`, async ({ reference }) => {
    const response = await ask(reference, { members });
    expect(response.status).toBe(422);
    const body = await decoded(response);
    expect(body).toEqual({ error: { code: 'INVALID_REQUEST', message: expect.any(String) } });
  });

for (const body of [
  'null',
  '[]',
  '"x"',
  '12',
  'true',
  '[{"fileId":"a"}]',
  '{"expiresInMinutes":1e400,"fileId":"a"}',
])
  test(`rejects the body ${body}`, async ({ reference }) => {
    expect((await ask(reference, { body })).status).toBe(422);
  });

const quoted = '{"fileId":"a","x":"';
const malformed: Record<string, string | Uint8Array> = {
  nothing: '',
  'a truncated body': '{"fileId":"a"',
  'text after the object': '{"fileId":"a"} x',
  'a trailing comma': '{"fileId":"a",}',
  'a comment': '{"fileId":"a"/* */}',
  'single quotes': "{'fileId':'a'}",
  NaN: '{"fileId":"a","expiresInMinutes":NaN}',
  'a BOM': '\ufeff{"fileId":"a"}',
  'invalid UTF-8': Buffer.concat([Buffer.from(quoted), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
  'UTF-16': Buffer.from('{"fileId":"a"}', 'utf16le'),
  'deep nesting': `{"fileId":"a","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  'unbalanced nesting': '['.repeat(200_000),
  'many escaped quotes': quoted + '\\"'.repeat(120_000),
};

for (const [name, body] of Object.entries(malformed))
  test(`refuses ${name} as malformed`, async ({ reference }) => {
    const response = await ask(reference, { body });
    expect(response.status).toBe(400);
    expect((await decoded(response)).error?.code).toBe('MALFORMED_JSON');
  });

test('refuses a body over the limit, and takes a long one below it', async ({ reference }) => {
  expect((await ask(reference, { members: { pad: 'p'.repeat(1024 * 1024) } })).status).toBe(413);
  expect((await ask(reference, { members: { pad: 'p"\\['.repeat(30_000) } })).status).toBe(200);
});

for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '', undefined])
  test(`refuses a body of type ${type ?? '(none)'}`, async ({ reference }) => {
    const response = await ask(reference, { headers: { 'content-type': type } });
    expect(response.status).toBe(415);
    expect((await decoded(response)).error?.code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

test('refuses a coded body', async ({ reference }) => {
  expect((await ask(reference, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
});

for (const fileId of [
  'file_unknown',
  ' ',
  '../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  '🙂',
  'x'.repeat(4096),
  '<b>',
])
  test(`does not find the file ${JSON.stringify(fileId).slice(0, 20)}`, async ({ reference }) => {
    const response = await ask(reference, { members: { fileId } });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: { code: 'NOT_FOUND', message: 'File not found.' } });
  });

for (const method of ['PUT', 'PATCH', 'OPTIONS'])
  test(`refuses the method ${method}`, async ({ reference }) => {
    const response = await ask(reference, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect((await decoded(response)).error?.code).toBe('METHOD_NOT_ALLOWED');
  });
