import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { sameMediaType } from '../../../src/judgement/media-type-value.ts';

const same: [a: string, b: string][] = [
  ['application/pdf', 'Application/PDF'],
  ['text/plain; charset=utf-8', 'text/plain;charset=UTF-8'],
  ['text/plain; charset=utf-8', 'text/plain ; Charset="Utf-8"'],
  ['text/csv; charset=utf-8; header=present', 'text/csv;header="present";charset=utf-8'],
  ['a/b; c="d e"', 'a/b;c="d\\ e"'],
  ['a/b; c=""', 'A/B ; C=""'],
];

const different: [a: string, b: string][] = [
  ['application/pdf', 'application/octet-stream'],
  ['text/plain; charset=utf-8', 'text/plain'],
  ['text/plain; charset=utf-8', 'text/plain; charset=iso-8859-1'],
  ['text/csv; header=present', 'text/csv; header=Present'],
  ['text/csv; header=present', 'text/csv; heading=present'],
  ['a/b; c="d e"', 'a/b; c="d  e"'],
  ['a/b; c=d', 'a/b; c=d; e=f'],
  ['a/b; c=d; e=f', 'a/b; c=f; e=d'],
  ['image/svg+xml', 'image/svg xml'],
  ['image/svg+xml', 'image/svg'],
  ['a/b', ''],
  ['pdf', 'pdf'],
];

for (const [a, b] of same)
  test(`${a} is ${b}`, () => {
    expect([sameMediaType(a, b), sameMediaType(b, a)]).toEqual([true, true]);
  });

for (const [a, b] of different)
  test(`${a} is not ${b === '' ? 'nothing' : b}`, () => {
    expect([sameMediaType(a, b), sameMediaType(b, a)]).toEqual([false, false]);
  });

const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 4 });
const value = fc.string({ unit: 'grapheme-ascii', maxLength: 10 });

test('order and quoting of parameters do not matter, a change of any value does', () => {
  fc.assert(
    fc.property(names, fc.array(value, { minLength: 4, maxLength: 4 }), fc.nat(), (keys, values, chosen) => {
      const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
      const escaped = (text: string): string => `"${text.replaceAll(/./g, '\\$&')}"`;
      const parts = keys.map((key, index) => `; ${key}=${quoted(values[index] ?? '')}`);
      const others = keys
        .map((key, index) => `;${key.toUpperCase()}=${escaped(values[index] ?? '')}`)
        .reverse();
      expect(sameMediaType(`a/b${parts.join('')}`, `A/b${others.join('')}`)).toBe(true);
      const changed = parts.map((part, index) =>
        index === chosen % parts.length ? part.replace(/"$/, '_"') : part,
      );
      expect(sameMediaType(`a/b${parts.join('')}`, `a/b${changed.join('')}`)).toBe(false);
    }),
  );
});
