import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { duplicateMember } from '../../../src/judgement/duplicate-members.ts';

test('a text that JSON.stringify wrote has each name once, whatever its names are', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      expect(duplicateMember(JSON.stringify(value, undefined, 2))).toBeUndefined();
    }),
  );
});

for (const [what, text] of [
  ['side by side', '{"a":1,"a":2}'],
  ['far apart and deep inside', '{"x":[{"y":{"a":1,"b":"\\"a\\":","c":[],"a":1}}]}'],
  ['once with an escape', String.raw`{"a":1,"\u0061":2}`],
  ['with blanks in front of the colon', '{"a" : 1, "a"\n:\t2}'],
  ['beside a text that reads like a member', '{"text":"\\"a\\": 1","a":1,"a":1}'],
  ['the name of a prototype', '{"__proto__":1,"__proto__":2}'],
] as const)
  test(`a name twice, ${what}, is found`, () => {
    expect(duplicateMember(text)).toContain('unique');
  });
