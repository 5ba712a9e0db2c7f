import { expect, test } from '@playwright/test';
import { sameMediaType } from '../../../../src/judgement/media-type-value.ts';
import { contentTypes } from '../../../../src/traffic/upload/types.ts';

/** RFC 6838 §4.2: at most 127 characters each. */
const name = '[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}';
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** RFC 9110 §5.6.4, without octets above 127. */
const quotedString = '"(?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*"';
/** RFC 9110 §8.3.1. */
const grammar = new RegExp(`^${name}/${name}(?:[ \\t]*;[ \\t]*${token}=(?:${token}|${quotedString}))*$`);

for (const seed of [0, 1, 1440, -7]) {
  const types = contentTypes({ seed, most: 80 }).map(({ contentType }) => contentType);

  test(`seed ${seed}: every type keeps the grammar, is printable ASCII, and is itself`, () => {
    for (const type of types) {
      expect(type).toMatch(grammar);
      expect(type).toMatch(/^[ -~]+$/);
      expect(sameMediaType(type, type)).toBe(true);
    }
  });

  test(`seed ${seed}: a list is as long as wanted, no type comes twice, a shorter list is its beginning`, () => {
    expect(new Set(types.map((type) => type.toLowerCase())).size).toBe(80);
    for (const most of [0, 1, 10, 30])
      expect(contentTypes({ seed, most }).map(({ contentType }) => contentType)).toEqual(
        types.slice(0, most),
      );
  });
}

test('the first six have a charset, a quoted value with signs, upper case, a suffix, a long name and an unknown type', () => {
  const first = contentTypes({ seed: 1, most: 6 }).map(({ contentType }) => contentType);
  for (const feature of [
    /; charset=(?!utf-8)/i,
    /="[^"]*[A-Z] [^"]*"$/,
    /^[A-Z]/,
    /\+xml$/,
    /\+json;/,
    /^[^;]{70,}$/,
    /^x-.*[._]/,
  ])
    expect(
      first.some((type) => feature.test(type)),
      String(feature),
    ).toBe(true);
});

test('one type has the longest names that are allowed', () => {
  const lengths = contentTypes({ seed: 1, most: 30 }).map(({ contentType }) =>
    (contentType.split(';')[0] ?? '').split('/').map((part) => part.length),
  );
  expect(lengths).toContainEqual([127, 127]);
});

test('another seed gives other generated types', () => {
  expect(contentTypes({ seed: 1, most: 60 })).not.toEqual(contentTypes({ seed: 2, most: 60 }));
});
