import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { standIn } from '../../../src/replay/stand-in.ts';
import { nearMisses } from '../../../src/traffic/near-miss.ts';

const key = fc.oneof(
  fc.uuid(),
  fc.stringMatching(/^[\x21-\x7e]{16,80}$/),
  fc.stringMatching(/^[0-9a-f]{32}$/),
  fc.stringMatching(/^sk_live_[A-Za-z0-9]{24}$/),
);
const kinds = (text: string): string =>
  text
    .replaceAll(/[a-z]/g, 'a')
    .replaceAll(/[A-Z]/g, 'A')
    .replaceAll(/\d/g, '0')
    .replaceAll(/[^aA0._~+/=-]/g, '*')
    .replaceAll(/[._~+/]/g, '-');

test('a stand-in has the length of the key and characters of the same kinds', () => {
  fc.assert(
    fc.property(key, (text) => {
      expect(kinds(standIn(text, 'main'))).toBe(kinds(text));
    }),
  );
});

test('a stand-in tells nothing but that: keys of the same kinds of characters have the same', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[g-z]{10}[G-Z]{10}$/),
      fc.stringMatching(/^[g-z]{10}[G-Z]{10}$/),
      (one, other) => {
        expect(standIn(one, 'main')).toBe(standIn(other, 'main'));
      },
    ),
  );
});

test('a stand-in reads the same in JSON and in a page, and shows no sign of the key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const written = standIn(text, 'main');
      expect(written).toMatch(/^[A-Za-z0-9=*-]+$/);
      expect(written).toHaveLength(text.length);
    }),
  );
});

test('two organisations have different stand-ins', () => {
  fc.assert(
    fc.property(fc.uuid(), (text) => {
      expect(standIn(text, 'main')).not.toBe(standIn(text, 'alt'));
    }),
  );
});

test('what is sent in place of a UUID is sent in place of its stand-in', () => {
  fc.assert(
    fc.property(fc.uuid(), (text) => {
      const notes = (one: string): string[] => nearMisses(one).map(({ note }) => note);
      expect(notes(standIn(text, 'main'))).toEqual(notes(text));
    }),
  );
});
