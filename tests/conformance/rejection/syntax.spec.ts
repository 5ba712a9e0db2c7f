import { test } from '../../../src/fixtures.ts';
import { refused, refusedWith } from '../../../src/judgement/status.ts';
import { crashes, errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { takesText } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import { asRecord, brokenBodies, lenientBodies } from '../../../src/traffic/malformed.ts';
import type { Vector } from '../../../src/traffic/vector.ts';

const broken = requirement({
  id: 'REJ-09',
  level: 'MUST',
  clause: ['RFC 8259 §2', 'RFC 9110 §15.5.1'],
  quote: 'malformed request syntax',
  effect: 'none',
  defects: [
    takesText('takes a body that is cut off', (text) => text.startsWith('{"fileId":"file_')),
    takesText('goes without commas', (text) => /"[^",:]*" "/.test(text)),
    takesText('looks for an object anywhere', (text) => /^[^{]+\{.*\}$/.test(text)),
    takesText('closes a missing brace', (text) => /^\{.*"$/.test(text)),
    crashes('crashes on a byte order mark', ({ bytes }) =>
      Buffer.from(bytes).subarray(0, 3).equals(Buffer.from('\ufeff')),
    ),
    crashes('crashes on an escape that is none', ({ bytes }) => Buffer.from(bytes).includes('\\x')),
    crashes(
      'crashes on a body that is not JSON',
      ({ bytes }) => !/[}\]"\de]\s*$/.test(Buffer.from(bytes).toString()),
    ),
  ],
});

test('MUST reject a body that is not JSON', broken, async ({ session, judge }) => {
  for (const { exchange, because } of await session.send(await brokenBodies(session)))
    judge.each(exchange, refused, because);
});

const lenient = requirement({
  id: 'REJ-15',
  level: 'SHOULD',
  clause: ['RFC 8259 §2', 'RFC 8259 §6'],
  quote:
    'Numeric values that cannot be represented in the grammar below (such as Infinity and NaN) are not permitted',
  effect: 'none',
  defects: [
    takesText('reads trailing commas', (text) => text.endsWith(',}')),
    takesText('reads the first object and ignores the rest', (text) => /\}\s+\S/.test(text)),
    takesText('cuts off what stands behind the last brace', (text) => /^[^{}]*\{[^{}]*\}[^{}]+$/.test(text)),
    takesText('reads line ends within texts', (text) => /"\t\n"/.test(text)),
    takesText('reads comments', (text) => /^\/\*.*\*\/\{.*"\}$/.test(text)),
    takesText('reads single quotation marks', (text) => /^\{'.*'\}$/.test(text)),
    takesText('reads NaN', (text) => text.includes('NaN')),
    takesText('takes NaN for a lifetime', (text) => /"expiresInMinutes":NaN/.test(text)),
  ],
});

test('SHOULD reject what only a lenient parser takes for JSON', lenient, async ({ session, judge }) => {
  for (const { exchange, because } of await session.send(await lenientBodies(session)))
    judge.each(exchange, refused, because);
});

const emptyBody = requirement({
  id: 'REJ-11',
  level: 'SHOULD',
  clause: ['P: Request Fields'],
  quote: 'fileId: For download (D8: OpenAPI does not mark the body as required)',
  effect: 'none',
  defects: [crashes('crashes on an empty body', ({ bytes }) => bytes.length === 0)],
});

test('SHOULD reject an empty body', emptyBody, async ({ session, judge }) => {
  await session.host();
  const type = session.operation.requestType;
  const empty: Vector[] = [
    { body: new Uint8Array(), because: 'an empty body' },
    { body: Buffer.from(' \r\n'), because: 'a blank body' },
    { body: undefined, because: 'no body and no Content-Type' },
    { body: undefined, deviation: { headers: { 'Content-Type': type } }, because: 'no body' },
  ];
  for (const { exchange, because } of await session.send(session.take(empty, 'emptyBodies')))
    judge.each(exchange, refused, because);
});

const mediaType = requirement({
  id: 'REJ-12',
  level: 'SHOULD',
  clause: ['#/paths/~1v1~1files~1url/post/requestBody/content', 'RFC 9110 §15.5.16'],
  quote: 'the content is in a format not supported by this method on the target resource',
  effect: 'none',
  defects: [
    apiFault('takes JSON that is called a form', (call, next) =>
      call.request.headers.get('content-type')?.includes('form-urlencoded') === true && 'fileId' in call.asked
        ? next({ headers: { 'content-type': 'application/json' } })
        : next(),
    ),
    apiFault('ignores Content-Type', (_, next) => next({ headers: { 'content-type': 'application/json' } })),
    apiFault('fails on multipart without parts', (call, next) =>
      call.request.headers.get('content-type')?.startsWith('multipart/') === true
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    apiFault('finds no operation for another type', async (_, next) => {
      const sound = await next();
      return sound.status === 415 ? errorAnswer(404, 'NOT_FOUND') : sound;
    }),
    apiFault('looks for json anywhere in Content-Type', (call, next) =>
      /json/.test(call.request.headers.get('content-type') ?? '')
        ? next({ headers: { 'content-type': 'application/json' } })
        : next(),
    ),
  ],
});

const form = 'application/x-www-form-urlencoded';

test('SHOULD reject a body of another media type', mediaType, async ({ session, judge }) => {
  const { body } = await session.host();
  const { requestType } = session.operation;
  // Neither text/json nor a type with +json (RFC 6839 §3.1): what reads JSON may read those too.
  const types = [
    'text/plain',
    `${requestType}x`,
    form,
    // As curl calls it that is given JSON and no type.
    `${form}; charset=utf-8`,
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/xml',
    'text/html',
    `x-${requestType}`,
  ];
  const vectors = session.take(types, 'mediaTypes').map((type) => ({
    body: type === form ? Buffer.from(String(new URLSearchParams(asRecord(body)))) : body,
    deviation: { headers: { 'Content-Type': type } },
    because: `Content-Type: ${type}`,
  }));
  for (const { exchange, because } of await session.send(vectors)) {
    judge.each(exchange, refusedWith(400, 415, 422), because);
    if (exchange.response?.status !== 415)
      judge.note(`${because} is answered ${exchange.response?.status}, not 415`);
  }
});

const utf8 = requirement({
  id: 'REJ-13',
  level: 'SHOULD',
  clause: ['RFC 8259 §8.1'],
  quote:
    'JSON text exchanged between systems that are not part of a closed ecosystem MUST be encoded using UTF-8',
  effect: 'none',
  defects: [
    apiFault('replaces what is not UTF-8', (call, next) =>
      next({ body: new TextDecoder('utf-8').decode(call.bytes) }),
    ),
  ],
});

test('SHOULD reject a body that is not UTF-8', utf8, async ({ session, judge }) => {
  const { body } = await session.host();
  const text = JSON.stringify({ ...body, unknown: '?' });
  const wrong = [
    { octets: [0xff], note: 'an octet that UTF-8 never has' },
    { octets: [0xed, 0xa0, 0x80], note: 'an encoded surrogate' },
    { octets: [0xc3], note: 'a character that is cut off' },
    { octets: [0xfc], note: 'a Latin-1 letter' },
  ];
  const vectors = wrong.map(({ octets, note }) => {
    const [head = '', tail = ''] = text.split('?');
    return {
      body: Buffer.concat([Buffer.from(head), Buffer.from(octets), Buffer.from(tail)]),
      because: note,
    };
  });
  const utf16 = { body: Buffer.from(`\ufeff${JSON.stringify(body)}`, 'utf16le'), because: 'UTF-16' };
  const list = [...vectors.slice(0, 2), utf16, ...vectors.slice(2)];
  for (const { exchange, because } of await session.send(session.take(list, 'emptyBodies')))
    judge.each(exchange, refused, because);
});
