import fc from 'fast-check';
import { redactAll, redactor, redactUrl, redactUrlsIn, signedParts } from '../../../src/client/redaction.ts';
import { expect, test } from './test.ts';

const keys = [
  'sk_live_0123456789abcdef',
  'fp-._~+/aB+/cD==',
  'k&y="v`a\\l\'u$e"!',
  'schlüssel-ß-0123',
  'key with blanks+1',
];

const spellings: [name: string, spell: (key: string) => string][] = [
  ['as it is', (key) => key],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded in lower case', (key) => encodeURIComponent(key).replace(/%../g, (hex) => hex.toLowerCase())],
  [
    'URL-encoded by the letter of RFC 3986',
    (key) => encodeURIComponent(key).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  ],
  ['in a form', (key) => new URLSearchParams({ key }).toString().slice(4)],
  ['in JSON', (key) => JSON.stringify({ a: key })],
  ...[0, 1, 2].flatMap((offset): [string, (key: string) => string][] => [
    [`in base64 behind ${offset} octets`, (key) => Buffer.from('x'.repeat(offset) + key).toString('base64')],
    [
      `in base64url behind ${offset} octets`,
      (key) => Buffer.from('x'.repeat(offset) + key).toString('base64url'),
    ],
    [
      `in base64 behind ${offset} octets and before others`,
      (key) => Buffer.from(`${'x'.repeat(offset)}${key}:yz`).toString('base64'),
    ],
  ]),
];

/** True when a text gives most of a key away, in one of the ways in which it may be written. */
function gives(text: string, key: string): boolean {
  const readings = [
    text,
    decodeURIComponent(text),
    ...[0, 1, 2, 3].map((cut) => Buffer.from(text.slice(cut), 'base64').toString('utf8')),
  ];
  return readings.some((reading) => reading.includes(key));
}

for (const key of keys)
  for (const [name, spell] of spellings)
    test(`takes out ${key} ${name}`, () => {
      const text = spell(key);
      const clean = redactor([{ value: key, name: '<KEY>' }])(text);
      expect(clean).toContain('<KEY>');
      expect(gives(clean, key)).toBe(false);
    });

/** Ways in which one character may be written; letters and digits stay as they are. */
const writings: readonly ((character: string) => string)[] = [
  (character) => character,
  encodeURIComponent,
  (character) => encodeURIComponent(encodeURIComponent(character)),
  (character) => encodeURIComponent(character).toLowerCase(),
  (character) => JSON.stringify(character).slice(1, -1),
  (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  (character) => `\\\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
  (character) => `&#${character.charCodeAt(0)};`,
  (character) => `&amp;#x${character.charCodeAt(0).toString(16)};`,
  (character) => `\\${character}`,
];

test('takes out keys side by side, whatever backslashes they begin and end with', () => {
  for (const key of ['"abc\\', '\\\\abc"', 'a\\\\"b\\u0041'])
    for (const text of [key + key, JSON.stringify(key + key).slice(1, -1)])
      expect(redactor([{ value: key, name: '<KEY>' }])(text)).toBe('<KEY><KEY>');
});

test('takes out a key of which every sign is escaped in a way of its own, and nothing else', () => {
  const printable = fc.string({
    unit: fc.constantFrom(...keys.join('').replace(/[^!-~]/g, '')),
    minLength: 8,
  });
  const parts = fc.record({
    key: printable.filter((key) => /^\w.*\w$/.test(key)),
    ways: fc.array(fc.nat({ max: writings.length - 1 }), { minLength: 60, maxLength: 60 }),
  });
  fc.assert(
    fc.property(parts, ({ key, ways }) => {
      const signs = Array.from(key, (character, index) =>
        /[a-z0-9]/i.test(character) ? character : (writings[ways[index % 60] ?? 0]?.(character) ?? ''),
      );
      const clean = redactor([{ value: key, name: '<KEY>' }])(`a ${signs.join('')} b`);
      // The rest of a key may stand at the start of how it is written, as `&a` in `&amp;a`: what is left then is no secret.
      const rests = signs.map((_, index) => [key.slice(index), signs.slice(index).join('')] as const);
      const isClear = rests.every(([plain, written]) => written === plain || !written.startsWith(plain));
      if (isClear) expect(clean).toBe('a <KEY> b');
      else expect(clean).toMatch(/^a <KEY>.* b$/);
    }),
    { numRuns: 500 },
  );
});

test('takes out a key that is encoded twice', () => {
  const redact = redactor([{ value: keys[1] ?? '', name: '<KEY>' }]);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const hex = Buffer.from(keys[1] ?? '').toString('hex');
  expect(redact(`a ${base64(base64(`Bearer ${keys[1]}`))} b`)).toMatch(/^a <KEY>=* b$/);
  expect(redact(`a ${hex} ${hex.toUpperCase()} b`)).toBe('a <KEY> <KEY> b');
  const other = base64(base64('nothing that anybody would mind'));
  expect(redact(other)).toBe(other);
});

test('takes a key out of every text in a value', () => {
  const redact = redactor([{ value: 'secret-key', name: '<KEY>' }]);
  const value = { a: ['x secret-key', 1, null, { 'secret-key': true }], b: undefined };
  expect(redactAll(value, redact)).toEqual({ a: ['x <KEY>', 1, null, { '<KEY>': true }], b: undefined });
});

test('takes out every occurrence and leaves the rest alone', () => {
  const redact = redactor([{ value: 'abcdef', name: '<A>' }]);
  expect(redact('abcdef, abcdeg abcdefabcdef')).toBe('<A>, abcdeg <A><A>');
});

test('of two secrets the longer one goes first', () => {
  const redact = redactor([
    { value: 'abcd', name: '<SHORT>' },
    { value: 'abcdefgh', name: '<LONG>' },
  ]);
  expect(redact('abcdefgh abcd')).toBe('<LONG> <SHORT>');
});

test('a secret that would be found by chance is left alone', () => {
  expect(redactor([{ value: 'abc', name: '<A>' }])('abc')).toBe('abc');
});

const signature = 'a1'.repeat(32);
const urls: [name: string, url: string, live: string][] = [
  ['a signature', `https://s.example/f?expires=1736940600&signature=${signature}`, signature],
  [
    'an encoded signature',
    'https://s.example/f?sig=ab%2Bcd%2Fef0123456789%3D&sp=r',
    'ab%2Bcd%2Fef0123456789%3D',
  ],
  ['a token in the path', `https://s.example/d/${signature}/report.pdf`, signature],
  ['a short token in the path', 'https://s.example/u/614d5fbb3b50196b72a49c4a', '614d5fbb3b50196b72a49c4a'],
  ['a token without a name', `https://s.example/f?${signature}`, signature],
  ['a relative reference', `/f?signature=${signature}`, signature],
  ['a reference without a scheme', `//s.example/f?signature=${signature}`, signature],
  ['a fragment behind', `https://s.example/f?signature=${signature}#page=1`, signature],
];

for (const [name, url, live] of urls)
  test(`a URL with ${name} loses what makes it work`, () => {
    expect(signedParts(url)).toEqual([live]);
    expect(redactUrl(url)).toBe(url.replace(live, `[${live.length} characters]`));
  });

for (const text of ['https://s.example/u/TOKEN', '{"url":"https:\\/\\/s.example\\/u\\/TOKEN"}'])
  test(`a URL without a query is cleaned within a text: ${text}`, () => {
    const token = '614d5fbb3b50196b72a49c4a';
    expect(redactUrlsIn(text.replace('TOKEN', token))).not.toContain(token);
  });

test('a media type within a text stays as it is', () => {
  const text = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  expect(redactUrlsIn(text)).toBe(text);
});

test('a URL without long parts stays as it is', () => {
  const url = 'https://api.example/v1/files?limit=50&type=invoice#top';
  expect(redactUrl(url)).toBe(url);
});
