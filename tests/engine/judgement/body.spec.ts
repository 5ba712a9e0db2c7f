import { expect, test } from '@playwright/test';
import { redactor } from '../../../src/client/redaction.ts';
import { objectIn, quoted, readJson, sentObject, textIn } from '../../../src/judgement/body.ts';
import { answered, response } from './answers.ts';

for (const [text, value] of [
  ['{}', {}],
  [' \t\r\n{"a": 1} \n', { a: 1 }],
  ['null', null],
  ['"\\ud83d\\udcc4 \\u0000 \\/"', '📄 \0 /'],
  ['1.2e+1', 12],
  ['{"a":1,"a":2}', { a: 2 }],
  ['"\\ud800"', '\ud800'],
] as const)
  test(`${JSON.stringify(text)} is JSON`, () => {
    expect(readJson(response(text))).toEqual({ value });
  });

const bad: [name: string, body: string | Uint8Array, problem: RegExp][] = [
  ['nothing', '', /^an empty body$/],
  ['blanks', ' \n', /not JSON/],
  ['a byte order mark', '\ufeff{}', /byte order mark/],
  ['text behind', '{} x', /not JSON/],
  ['a second value', '{}{}', /not JSON/],
  ['NUL behind', '{}\0', /not JSON/],
  ['a trailing comma', '{"a":1,}', /not JSON/],
  ['a single quotation mark', "{'a':1}", /not JSON/],
  ['NaN', '{"a":NaN}', /not JSON/],
  ['a leading zero', '{"a":01}', /not JSON/],
  ['a raw line feed in a string', '"\n"', /not JSON/],
  ['a no-break space', '\u00a0{}', /not JSON/],
  ['Latin-1', Buffer.from('"\xfc"', 'latin1'), /not UTF-8/],
  ['an overlong form', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), /not UTF-8/],
  ['a surrogate in UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), /not UTF-8/],
  ['UTF-16', Buffer.from('{}', 'utf16le'), /not JSON/],
  ['HTML', '<html>', /not JSON/],
];

for (const [name, body, problem] of bad)
  test(`${name} is no JSON`, () => {
    const reading = readJson(response(body));
    expect(reading).toHaveProperty('problem', expect.stringMatching(problem));
    expect(objectIn(response(body))).toBeUndefined();
  });

test('what keeps a text from being JSON is told without what stands around it, which may be a key', () => {
  for (const text of ['key-0123456789', '{"a":key-0123456789}', `["${'key-'.repeat(20)}",x-key-012]`])
    expect(readJson(response(text))).toEqual({
      problem: expect.stringMatching(/^a body that is not JSON \(Unexpected token '.'\)$/),
    });
});

test('a body that did not come whole is no JSON, even if it parses', () => {
  expect(readJson(response('{}', { incomplete: 'cut off after 2 octets: reset' }))).toEqual({
    problem: 'a body that is cut off after 2 octets: reset',
  });
  expect(readJson(response('{}', { size: 3_000_000 }))).toEqual({ problem: 'a body of 3000000 octets' });
});

test('a coded body is read after its decoding', () => {
  const decoded = response('{"a":1}');
  const coded = response(Uint8Array.of(0x1f, 0x8b), { decoded });
  expect(objectIn(coded)).toEqual({ a: 1 });
  expect(textIn(coded)).toBe('{"a":1}');
});

for (const text of ['[]', 'null', '"a"', '1'])
  test(`${text} is no object`, () => {
    expect(objectIn(response(text))).toBeUndefined();
    expect(sentObject(answered(response('{}'), { asked: JSON.parse(text) }))).toBeUndefined();
  });

test('a quoted value is one line and not too long', () => {
  expect(quoted('a\n"b"')).toBe('"a\\n\\"b\\""');
  expect(quoted(undefined)).toBe('undefined');
  expect(redactor([])(quoted('x'.repeat(500), 20))).toHaveLength(20);
});
