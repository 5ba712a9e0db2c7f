import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { changeCharacter, nearMisses, withoutPrefix } from '../../../src/traffic/near-miss.ts';

const octets = fc.uint8Array({ minLength: 9, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
/** A codec that drops what it cannot use, as those of many servers do. */
const codecs: [name: string, write: (bytes: Buffer) => string, read: (text: string) => Buffer][] = [
  ['hex', (bytes) => bytes.toString('hex'), (text) => Buffer.from(text, 'hex')],
  ['upper-case hex', (bytes) => bytes.toString('hex').toUpperCase(), (text) => Buffer.from(text, 'hex')],
  ['base64', (bytes) => bytes.toString('base64').replace(/=+$/, ''), (text) => Buffer.from(text, 'base64')],
  ['base64url', (bytes) => bytes.toString('base64url'), (text) => Buffer.from(text, 'base64url')],
];

for (const [name, write, read] of codecs)
  test(`a change survives decoding from ${name}, wherever it is`, () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        const text = write(bytes);
        for (let index = 0; index < text.length; index += 1) {
          const changed = changeCharacter(text, index);
          const survives =
            changed.length === text.length &&
            changed.toLowerCase() !== text.toLowerCase() &&
            !read(changed).equals(bytes);
          if (!survives) throw new Error(`${changed} for ${text}`);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

for (const text of [
  'sk_live_0123456789',
  'fp-._~+/aB+/cD==',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  'x',
  '7',
  'größe',
  '==',
])
  test(`each character of ${text} can be changed`, () => {
    for (let index = 0; index < text.length; index += 1) {
      const changed = changeCharacter(text, index);
      expect(changed).not.toBe(text);
      expect(changed.slice(0, index) + changed.slice(index + 1)).toBe(
        text.slice(0, index) + text.slice(index + 1),
      );
    }
  });

test('near misses are distinct, not empty, never the original and fit for a header field', () => {
  const text = fc.stringMatching(/^[\x21-\x7e]{1,40}$/);
  fc.assert(
    fc.property(text, (known) => {
      const values = nearMisses(known).map(({ value }) => value);
      expect(values).not.toContain(known);
      expect(values).not.toContain('');
      expect(new Set(values).size).toBe(values.length);
      for (const value of values) expect(value).toMatch(/^[\x21-\x7e]+$/);
    }),
    { seed: 1 },
  );
});

for (const known of ['7c9e6679-7425-40de-944b-e07fc1f90ae7', '7C9E6679-7425-40DE-944B-E07FC1F90AE7'])
  test(`a UUID is not tried in another case: ${known}`, () => {
    for (const { value } of nearMisses(known)) expect(value.toLowerCase()).not.toBe(known.toLowerCase());
  });

test('what is no UUID is tried in other cases', () => {
  const values = nearMisses('file_Abc').map(({ value }) => value);
  expect(values).toEqual(expect.arrayContaining(['FILE_aBC', 'FILE_ABC', 'file_abc']));
});

test('what stands behind a prefix is a near miss where it is long enough to be told', () => {
  const valuesOf = (text: string, least: number) => withoutPrefix(text, least).map(({ value }) => value);
  expect(valuesOf('org_acme', 4)).toEqual(['acme']);
  expect(valuesOf('org_acme', 8)).toEqual([]);
  expect(valuesOf('file-2d1c9f00', 8)).toEqual(['2d1c9f00']);
  expect(valuesOf('acme', 1)).toEqual([]);
});
