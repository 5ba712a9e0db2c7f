import { expect, test } from '@playwright/test';
import type { Exchange, HeaderList } from '../../../src/client/exchange.ts';
import { Marks } from '../../../src/client/marks.ts';
import { redactor } from '../../../src/client/redaction.ts';
import { recorded } from '../../../src/report/recorded.ts';
import { secretsOf } from '../../../src/secrets.ts';

const key = 'fp-._~+/aB+/cDeF01';
const signature = 'Zx9'.repeat(20);
const encoded = 'ab%2Bcd%2Fef0123456789%3D%3D';
const url = `https://storage.example.com/o/7f3a?expires=1736940600&signature=${signature}`;
const marks = new Marks('a key');
const redact = redactor(secretsOf({ main: { token: key, tenant: 'bu_1' } }));

interface Parts {
  readonly channel?: 'api' | 'storage';
  readonly requestUrl?: string;
  readonly requestHeaders?: HeaderList;
  readonly requestBody?: string | Uint8Array;
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly body?: string | Uint8Array;
}

function exchange({
  channel = 'api',
  requestUrl = 'https://api.example.com/v1/files/url',
  requestHeaders = [],
  requestBody,
  status = 200,
  headers = [],
  body = '',
}: Parts): Exchange {
  const bytes = Buffer.from(body);
  return {
    id: `${channel}-0001`,
    channel,
    request: {
      method: 'POST',
      url: requestUrl,
      headers: requestHeaders,
      ...(requestBody !== undefined && { body: Buffer.from(requestBody) }),
    },
    response: { status, headers, size: bytes.length, sha256: 'digest', body: bytes },
    sentAt: 1_736_940_600_000,
    receivedAt: 1_736_940_600_250,
    earlier: ['api-0000'],
  };
}

/** Every reading of a record that a curious person would try. */
function readingsOf(parts: Parts): string {
  const record = recorded(exchange(parts), redact, marks);
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      texts.push(value);
      try {
        const inner: unknown = JSON.parse(value);
        if (typeof inner === 'object') visit(inner);
      } catch {
        // No JSON.
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        texts.push(name);
        visit(name === 'base64' ? Buffer.from(String(member), 'base64').toString('latin1') : member);
      }
    }
  };
  visit(record);
  return texts.flatMap((text) => [text, safelyDecoded(text)]).join('\n');
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const escaped = (text: string): string =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

const withKey: [name: string, parts: Parts][] = [
  ['in a request field', { requestHeaders: [['Authorization', `Bearer ${key}`]] }],
  [
    'in a request field, one character short',
    { requestHeaders: [['Authorization', `Bearer ${key.slice(0, -1)}`]] },
  ],
  [
    'in the name of Basic',
    { requestHeaders: [['Authorization', `Basic ${Buffer.from(`${key}:`).toString('base64')}`]] },
  ],
  ['in a request body', { requestBody: JSON.stringify({ fileId: key }) }],
  [
    'in a request body that is no text',
    { requestBody: Buffer.concat([Buffer.of(0xff, 0), Buffer.from(key)]) },
  ],
  ['in a query', { requestUrl: `https://api.example.com/v1/files/url?key=${encodeURIComponent(key)}` }],
  ['in a response field', { headers: [['X-Echo', key]] }],
  [
    'in an error',
    { status: 401, body: JSON.stringify({ error: { code: 'A', message: `unknown key ${key}` } }) },
  ],
  ['with escaped slashes', { status: 401, body: `{"message":"${key.replaceAll('/', '\\/')}"}` }],
  ['with every character escaped', { status: 401, body: `{"message":"${escaped(key)}"}` }],
  ['escaped in the name of a member', { status: 401, body: `{"${escaped(key)}":1}` }],
  ['escaped in a list', { status: 401, body: `["${escaped(key)}"]` }],
  ['in an error page', { status: 500, body: `<p>${key}</p>` }],
  ['in a body that is no text', { status: 500, body: Buffer.concat([Buffer.of(0xff), Buffer.from(key)]) }],
];

for (const [name, parts] of withKey)
  test(`a key ${name} is not recorded`, () => {
    const text = readingsOf(parts);
    expect(text).not.toContain(key.slice(0, -1));
    expect(text).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
    expect(text).toContain('$TARGET_TOKEN');
  });

const success = { success: true, url, filename: 'a.pdf', expiresAt: 1_736_940_600 };

const withSignature: [name: string, parts: Parts][] = [
  ['in the answer', { body: JSON.stringify(success) }],
  ['in an answer with escaped slashes', { body: JSON.stringify(success).replaceAll('/', '\\/') }],
  ['in an answer with every character escaped', { body: `{"url":"${escaped(url)}"}` }],
  [
    'in an answer and a field',
    { body: JSON.stringify(success), headers: [['Link', `<${url}>; rel="file"`]] },
  ],
  ['in an envelope', { body: JSON.stringify({ data: success }) }],
  ['in an escaped envelope', { body: `{"data":[{"href":"${escaped(url)}"}]}` }],
  ['of a relative URL', { body: JSON.stringify({ url: `/o/7f3a?signature=${signature}` }) }],
  ['in the Location of an answer', { status: 201, headers: [['Location', url]] }],
  ['in a requested URL', { channel: 'storage', requestUrl: url, body: 'content' }],
  [
    'in an absolute redirect',
    { channel: 'storage', requestUrl: 'https://a.example/', status: 302, headers: [['Location', url]] },
  ],
  [
    'in a relative redirect',
    {
      channel: 'storage',
      requestUrl: 'https://a.example/',
      status: 302,
      headers: [['location', `/o/7f3a?signature=${signature}`]],
    },
  ],
  [
    'in an error of the storage',
    {
      channel: 'storage',
      requestUrl: url,
      status: 403,
      body: `<Error><SignatureProvided>${signature}</SignatureProvided></Error>`,
    },
  ],
  [
    'in a request that is repeated in an error',
    { channel: 'storage', requestUrl: url, status: 403, body: JSON.stringify({ message: `no ${url}` }) },
  ],
];

for (const [name, parts] of withSignature)
  test(`a live signature ${name} is not recorded`, () => {
    const text = readingsOf(parts);
    expect(text).not.toContain(signature.slice(0, 40));
    expect(text).toContain(marks.mark(signature));
  });

test('a signature that the storage repeats decoded is not recorded', () => {
  const text = readingsOf({
    channel: 'storage',
    requestUrl: `https://storage.example.com/o?sig=${encoded}`,
    status: 403,
    body: `<SignatureProvided>${decodeURIComponent(encoded)}</SignatureProvided>`,
  });
  expect(text).not.toContain(decodeURIComponent(encoded));
});

for (const status of [200, 206])
  test(`the content of a file that comes with ${status} is measured and not recorded`, () => {
    const { response } = recorded(
      exchange({ channel: 'storage', requestUrl: url, status, body: 'confidential' }),
      redact,
      marks,
    );
    expect(response).toEqual({ status, headers: [], size: 12, sha256: 'digest' });
  });

const payload = { size: 70_001, sha256: 'ab'.repeat(32), chunks: () => [Buffer.from('confidential')] };

/** An upload to a URL, and what the storage says to it. */
function uploaded(to: string, { status = 403, body = '' }: Parts = {}): Exchange {
  const { request, ...rest } = exchange({ channel: 'storage', requestUrl: to, status, body });
  return { ...rest, request: { ...request, method: 'PUT', headers: [['Content-Type', 'a/b']], payload } };
}

test('the type of an upload is recorded, although it stands in the URL too', () => {
  const type = 'application/vnd.example+json';
  const { request, ...rest } = uploaded(`${url}&type=${encodeURIComponent(type)}`);
  const typed = { ...rest, request: { ...request, headers: [['Content-Type', type]] as HeaderList } };
  expect(recorded(typed, redact, marks).request.headers).toEqual([['Content-Type', type]]);
});

test('an upload is measured and its octets are not recorded', () => {
  const { request } = recorded(uploaded('https://storage.example.com/o'), redact, marks);
  expect(request).toEqual({
    ...{ method: 'PUT', url: 'https://storage.example.com/o', headers: [['Content-Type', 'a/b']] },
    payload: { size: 70_001, sha256: 'ab'.repeat(32) },
  });
});

for (const [name, odd] of [
  ['a signature', url],
  ['two signatures', `${url}&token=${signature.toLowerCase()}`],
  ['a signature in its path', `https://storage.example.com/${signature}/o`],
  ['brackets, quotes and a fragment', `${url}&a[]=%00'"&&=#end`],
  ['a very long query', `${url}&policy=${'eyJ'.repeat(3000)}`],
  ['a key', `${url}&key=${encodeURIComponent(key)}`],
] as const)
  test(`the URL of an upload with ${name} is recorded as that of a download`, () => {
    const put = recorded(uploaded(odd, { body: `no ${odd}` }), redact, marks);
    const get = recorded(
      exchange({ channel: 'storage', requestUrl: odd, status: 403, body: `no ${odd}` }),
      redact,
      marks,
    );
    expect(put.request.url).toBe(get.request.url);
    expect(put.response).toEqual(get.response);
    expect(JSON.stringify(put)).not.toContain(signature.slice(0, 40));
    expect(JSON.stringify(put)).not.toContain('eyJ'.repeat(40));
    expect(safelyDecoded(JSON.stringify(put))).not.toContain(key);
  });

test('what is no secret is recorded as it is', () => {
  const body = '{ "success" : true,\n "filename":"größe \\u00fc.pdf" }';
  const record = recorded(
    exchange({ body, headers: [['X-A', '1']], requestBody: Buffer.of(0xff, 0) }),
    redact,
    marks,
  );
  expect(record).toMatchObject({
    id: 'api-0001',
    request: { method: 'POST', url: 'https://api.example.com/v1/files/url', body: { base64: '/wA=' } },
    response: { status: 200, headers: [['X-A', '1']], body: { text: body } },
    sentAt: '2025-01-15T11:30:00.000Z',
    receivedAt: '2025-01-15T11:30:00.250Z',
    earlier: ['api-0000'],
  });
});

test('a recorded answer stays JSON of the same form', () => {
  const { response } = recorded(
    exchange({ body: `{"success":true,"url":"${escaped(url)}","fileSize":1}` }),
    redact,
    marks,
  );
  const text = response?.body !== undefined && 'text' in response.body ? response.body.text : '';
  expect(JSON.parse(text)).toEqual({
    success: true,
    url: url.replace(signature, marks.mark(signature)),
    fileSize: 1,
  });
});

test('a key in the message of a trouble is not recorded', () => {
  const { response: _, ...rest } = exchange({});
  const record = recorded({ ...rest, trouble: { kind: 'dropped', message: `header ${key}` } }, redact, marks);
  expect(record.trouble?.message).toBe('header $TARGET_TOKEN');
});

test('an answer with a mark in it keeps its spelling', () => {
  const body = `{ "url" : "${url}",\n "url":"${url}" }`;
  const { response } = recorded(exchange({ body }), redact, marks);
  expect(response?.body).toEqual({ text: body.replaceAll(signature, marks.mark(signature)) });
});
