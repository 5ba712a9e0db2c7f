import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { Marks, unmarked, withoutMarks } from '../../../src/client/marks.ts';
import { noUrl } from '../../../src/client/redaction.ts';

const marks = new Marks('the key of a run');
const run = fc.stringMatching(/^[A-Za-z0-9_-]{3,80}[A-Za-z0-9]$/);
const punctuated = fc.array(fc.tuple(run, fc.constantFrom('.', '~', '=', '+', '%2F', '%3D%3D', '&', ':')), {
  minLength: 1,
  maxLength: 4,
});
const part = punctuated.map((pieces) => pieces.flat().join(''));

/** Runs that are no moment. */
const secret = run.filter((text) => !/^eyJ|^(?:1[4-9]\d{8}(?:\d{3})?|\d{8}T\d{6}Z)$/.test(text));

test('a mark has the length and the alphabet of what it stands for', () => {
  expect(marks.mark('0f'.repeat(32))).toMatch(/^\[64 hex [0-9a-f]{10}\]$/);
  expect(marks.mark('0F'.repeat(32))).toMatch(/^\[64 HEX [0-9a-f]{10}\]$/);
  expect(marks.mark('Zx9-_'.repeat(4) + 'A')).toMatch(/^\[21 base64 [0-9a-f]{10}\]$/);
  expect(marks.mark('zx9'.repeat(7))).toMatch(/^\[21 base36 [0-9a-f]{10}\]$/);
  expect(marks.mark('ZX9'.repeat(7))).toMatch(/^\[21 BASE36 [0-9a-f]{10}\]$/);
  expect(marks.mark('7'.repeat(20))).toMatch(/^\[20 digits [0-9a-f]{10}\]$/);
});

test('nothing of a run is left in its mark, however it is escaped', () => {
  fc.assert(
    fc.property(secret, (text) => {
      const escaped = Array.from(text, (character) => `%${character.charCodeAt(0).toString(16)}`).join('');
      for (const spelling of [text, escaped]) {
        const marked = marks.mark(spelling);
        expect(marked).not.toContain(spelling);
        expect(marked).toMatch(/^\[\d+ \w+ [0-9a-f]{10}\]$/);
      }
    }),
  );
});

test('the beginning of a JSON Web Token is no secret', () => {
  expect(marks.mark('eyJhbGciOiJIUzI1NiJ9.eyJ.eyJ9')).toMatch(
    /^eyJ\[17 base64 [0-9a-f]{10}\]\.eyJ\.eyJ\[1 digits [0-9a-f]{10}\]$/,
  );
});

test('octets that are no text are marked like anything else', () => {
  expect(marks.mark('%8F%A2%00%ff%C3%A9é')).toMatch(/^\[19 base64 [0-9a-f]{10}\]$/);
});

test('equal runs have equal marks, other runs and other keys other ones', () => {
  fc.assert(
    fc.property(secret, secret, (one, other) => {
      expect(marks.mark(one) === marks.mark(other)).toBe(one === other);
      expect(new Marks('another key').mark(one)).not.toBe(marks.mark(one));
    }),
  );
});

test('punctuation stays, so that what is made of a marked text has the places and lengths of the original', () => {
  fc.assert(
    fc.property(part, (text) => {
      const again = unmarked(marks.mark(text));
      const form = (one: string): string => one.replaceAll(/(?<!%\w?)[A-Za-z0-9_-]/g, 'x');
      expect(form(again)).toBe(form(text));
      expect(unmarked(marks.mark(text))).toBe(again);
    }),
  );
});

test('marks do not depend on how punctuation is escaped', () => {
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), (runs) => {
      const plain = runs.join(' = ');
      expect(decodeURIComponent(marks.mark(encodeURIComponent(plain)))).toBe(marks.mark(plain));
    }),
  );
});

for (const moment of [
  ...['1736942400', '1736942400123', '20250115T113000Z', '2025-01-15T11:30:00Z'],
  ...['2025-01-15T11%3A30%3A00.123%2B02:00'],
])
  test(`the moment ${moment} is not marked`, () => {
    expect(marks.mark(moment)).toBe(moment);
  });

test('what was said elsewhere is not marked, in any encoding', () => {
  const knowing = new Marks('key');
  knowing.say('Größe, final (2).pdf');
  for (const text of ['Größe, final (2).pdf', encodeURIComponent('Größe, final (2).pdf')]) {
    expect(knowing.mark(text)).toBe(text);
    expect(knowing.mark(`${text}/${'0f'.repeat(20)}`)).toMatch(/\/\[40 hex [0-9a-f]{10}\]$/);
  }
});

test('any text can be said and marked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const knowing = new Marks('key');
      knowing.say(text);
      expect(knowing.mark(text)).toBe(text);
    }),
  );
});

test('what reads like a mark and is none comes back as it was', () => {
  const like = '[12 hex 0123456789]';
  const piece = fc.constantFrom(like, `[literally ${like.slice(1)}`, '[', 'literally ', ']', 'a', '[12 hex ');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      expect(withoutMarks(text)).not.toContain(like);
      expect(unmarked(withoutMarks(text))).toBe(text);
    }),
  );
});

test('of a text that is too long for a URL, nothing is told', () => {
  const knowing = new Marks('the key of a run');
  knowing.say(`report ${'.'.repeat(noUrl)}`);
  expect(knowing.mark('report')).toMatch(/^\[6 base36 [0-9a-f]{10}\]$/);
  knowing.say(`report ${'.'.repeat(noUrl - 7)}`);
  expect(knowing.mark('report')).toBe('report');
});
