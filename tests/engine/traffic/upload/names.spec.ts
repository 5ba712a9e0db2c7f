import { expect, test } from '@playwright/test';
import { injectedField } from '../../../../src/traffic/upload/hazards.ts';
import { fileNames, hazardousNames } from '../../../../src/traffic/upload/names.ts';

const seeds = [0, 1, 1440, -7, 2 ** 31 - 1];

for (const seed of seeds)
  test(`seed ${seed}: awkward names are well-formed, distinct, and without control characters and slashes`, () => {
    const names = fileNames({ seed, most: 400 }).map(({ name }) => name);
    expect(names).toHaveLength(400);
    for (const name of names) {
      expect(name).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}/\\]+$/u);
      expect(name).not.toMatch(/^[.\s]*$/u);
    }
    expect(new Set(names).size).toBeGreaterThan(395);
  });

for (const seed of seeds)
  test(`seed ${seed}: every hazardous name has something that no header and no path may take`, () => {
    const names = hazardousNames({ seed, most: 300 });
    expect(names).toHaveLength(300);
    for (const { name, note } of names)
      expect(name, note).toMatch(
        /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}/\\"\u010a\u010d\uff0f]|^\.\.?$|%(?:00|0d%0a|2e|252f|c0%af)|::\$|^.{256}/u,
      );
  });

for (const [what, list] of [
  ['awkward', fileNames],
  ['hazardous', hazardousNames],
] as const)
  test(`a shorter list of ${what} names is the beginning of a longer one, the same for the same seed`, () => {
    const names = list({ seed: 1, most: 100 });
    for (const most of [0, 1, 4, 50, 90]) expect(list({ seed: 1, most })).toEqual(names.slice(0, most));
    expect(list({ seed: 2, most: 100 })).not.toEqual(names);
    expect(new Set(names.slice(0, 30).map(({ name }) => name)).size).toBe(30);
  });

test('the first awkward name combines what servers change', () => {
  const [{ name } = { name: '' }] = fileNames({ seed: 1, most: 1 });
  for (const [what, feature] of Object.entries({
    NFD: /o\u0308/u,
    NFC: /[Üé]/u,
    ZWJ: /👩\u200d👩/u,
    CJK: /日本/u,
    'quotation mark': /"/u,
    apostrophe: /'/u,
    plus: /\+/u,
    percent: /%20/u,
    ampersand: /&/u,
    blank: / /u,
    dots: /\..*\./u,
    'upper case': /\.[A-Z]+$/u,
  }))
    expect(name, what).toMatch(feature);
});

test('the first four awkward names have every other idea too', () => {
  const names = fileNames({ seed: 1, most: 4 }).map(({ name }) => name);
  for (const feature of [
    /^ /u,
    / $/u,
    / {2}/u,
    /%2F/u,
    /%(?![0-9a-f]{2})/iu,
    /[#]/u,
    /[?]/u,
    /;.*=/u,
    /^\./u,
    /\p{Script=Hebrew}/u,
    /\p{M}/u,
  ])
    expect(
      names.some((name) => feature.test(name)),
      String(feature),
    ).toBe(true);
  expect(Math.max(...names.map((name) => Buffer.byteLength(name)))).toBeGreaterThan(255);
  expect(Math.max(...names.map((name) => [...name].length))).toBeLessThanOrEqual(255);
});

test('pairs of neighbours differ only in case, blanks or normal form, and both kinds are there', () => {
  const names = fileNames({ seed: 1, most: 60 });
  const pairs = names.flatMap((first, index) => {
    const second = names[index + 1];
    return first.note.startsWith('the first of two') && second !== undefined
      ? [[first, second] as const]
      : [];
  });
  expect(pairs.length).toBeGreaterThan(4);
  const folded = (name: string): string =>
    name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD').replaceAll('\u0307', '').trim();
  for (const [{ name: one }, { name: other }] of pairs) {
    expect(one).not.toBe(other);
    expect(folded(one)).toBe(folded(other));
  }
  expect(pairs.some(([one, other]) => one.name.normalize() === other.name.normalize())).toBe(true);
  expect(pairs.some(([one, other]) => one.name.toLowerCase() === other.name.toLowerCase())).toBe(true);
});

test('the first five hazardous names take five ways: a line end, two paths, a parameter, low octets', () => {
  const names = hazardousNames({ seed: 1, most: 5 }).map(({ name }) => name);
  expect(names[0]).toContain(`\r\n${injectedField}: 1\r\n\r\n`);
  expect(names[1]).toMatch(/^\.\.\/\.\.\//);
  expect(names[4]).toMatch(/^\.\.\\\.\.\\/);
  expect(names[2]).toContain('"; filename="other.txt"');
  expect(Buffer.from(names[3] ?? '', 'latin1').toString('latin1')).toContain(`\r\n${injectedField}: 1\r\n`);
});

test('generated hazards inject and climb, in more ways than one', () => {
  const names = hazardousNames({ seed: 5, most: 300 })
    .filter(({ note }) => note === 'generated')
    .map(({ name }) => name);
  for (const part of ['\r\n', '\0', '../', '..\\', `\r\n${injectedField}: 1`, '\u202e', '"'])
    expect(names.filter((name) => name.includes(part)).length, part).toBeGreaterThan(3);
});
