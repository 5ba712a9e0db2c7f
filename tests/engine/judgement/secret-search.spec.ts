import { expect, test } from '@playwright/test';
import { secretIn } from '../../../src/judgement/secret-search.ts';

const keys = ['sk_live_0123456789abcdef', 'fp-._~+/aB+/cDeF01==', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const places: [name: string, place: (key: string) => string][] = [
  ['as it is in the query', (key) => `?key=${key}&expires=1`],
  ['URL-encoded', (key) => `?key=${encodeURIComponent(key)}`],
  ['reversed', (key) => `?key=${encodeURIComponent(Array.from(key).reverse().join(''))}`],
  ['in base64 in the query', (key) => `?k=${encodeURIComponent(base64(key))}`],
  ['in base64url in the path', (key) => `files/${Buffer.from(key).toString('base64url')}/a.pdf`],
  ['in base64 behind a name', (key) => `?k=${encodeURIComponent(base64(`user:${key}`))}`],
  ['in hex', (key) => `?k=${Buffer.from(key).toString('hex')}`],
  ['in hex in the path', (key) => `files/${Buffer.from(key).toString('hex')}`],
  [
    'in the payload of a JSON Web Token',
    (key) =>
      `?t=eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ key, exp: 1 })).toString('base64url')}.c2lnbmF0dXJl`,
  ],
  ['in base64 twice', (key) => `?k=${encodeURIComponent(base64(base64(key)))}`],
  ['in the user part', (key) => `@${key}`],
];

for (const key of keys)
  for (const [name, place] of places)
    test(`finds ${key} ${name}`, () => {
      const url = `https://storage.example.com/${place(key)}`;
      const secrets = [
        { value: 'another-secret-0123', name: 'OTHER' },
        { value: key, name: 'KEY' },
      ];
      expect(secretIn(url, secrets)).toBe('KEY');
    });

test('finds nothing in a signed URL without a secret', () => {
  const url = `https://storage.example.com/a/${'b'.repeat(40)}.pdf?X-Amz-Signature=${'a1'.repeat(32)}&token=${base64('{"fileId":"file_1","exp":1736940600}')}`;
  expect(
    secretIn(
      url,
      keys.map((value) => ({ value, name: value })),
    ),
  ).toBeUndefined();
});

test('searches a long URL in no time', () => {
  const started = performance.now();
  secretIn(`https://storage.example.com/?t=${'Ab3_'.repeat(4000)}`, [
    { value: 'sk_live_0123456789', name: 'KEY' },
  ]);
  expect(performance.now() - started).toBeLessThan(1000);
});
