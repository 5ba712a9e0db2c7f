import { cut, withCuts } from '../../../src/client/cut.ts';
import { redactor } from '../../../src/client/redaction.ts';
import { quoted } from '../../../src/judgement/body.ts';
import { nameComplaint } from '../../../src/judgement/file-name.ts';
import { summary } from '../../../src/judgement/status.ts';
import { answered, response } from '../judgement/answers.ts';
import { expect, test } from './test.ts';

const plainly = (text: string): string => withCuts(text, (whole) => whole);

for (const [text, most, ending, shown] of [
  ['123456', 6, 0, '123456'],
  ['1234567', 6, 0, '12345…'],
  ['1234567', 6, 2, '123…67'],
  ['📄📄📄📄', 3, 0, '📄📄…'],
  ['', 3, 0, ''],
  ['x'.repeat(100_000), 5, 2, 'xx…xx'],
] as const)
  test(`${text.slice(0, 10)} is cut after ${most} characters, ${ending} of them at its end`, () => {
    expect(plainly(`a ${cut(text, most, ending)} b ${cut(text, most, ending)}`)).toBe(
      `a ${shown} b ${shown}`,
    );
  });

test('nothing that a target writes is taken for a text to be cut', () => {
  const forged = cut('x'.repeat(99), 9).replace(/[0-9a-f]{12}/g, '0123456789ab');
  expect(plainly(forged)).toBe(forged);
});

const keys = ['fp_live_0123456789abcdefgh', 'a+b/c=d"e\\f&g h%20<x>', 'k\'ey-\\\\"~!().$&0123456789'];

const sayings: [name: string, say: (text: string) => string][] = [
  ['the beginning of a body', (text) => summary(answered(response(text)))],
  ['a body of JSON', (text) => summary(answered(response(JSON.stringify({ a: text }))))],
  ['a value', (text) => quoted(text)],
  ['a long value', (text) => quoted({ a: [text] }, 200)],
  ['the name of a file', (text) => nameComplaint('a.pdf', text)?.received ?? ''],
  ['what is no name', (text) => nameComplaint('a.pdf', [text])?.received ?? ''],
];

const spellings: [name: string, spell: (key: string) => string][] = [
  ['as it is', (key) => key],
  ['in a URL', encodeURIComponent],
  ['in a form', (key) => new URLSearchParams({ k: key }).toString().slice(2)],
  ['in base64', (key) => Buffer.from(key).toString('base64')],
];

for (const key of keys)
  for (const [saying, say] of sayings)
    for (const [spelling, spell] of spellings)
      test(`no piece of ${key} ${spelling} is left of ${saying}, wherever that is cut`, () => {
        const redact = redactor([{ value: key, name: '$TARGET_TOKEN' }]);
        const spelt = spell(key);
        const pieces = [spelt, JSON.stringify(spelt).slice(1, -1)].flatMap((text) => [
          text.slice(0, 4),
          text.slice(-5),
        ]);
        for (let before = 0; before <= 220; before += 1) {
          const shown = redact(say(`${'.'.repeat(before)}${spelt}${'.'.repeat(220 - before)}`));
          for (const piece of pieces) expect(shown).not.toContain(piece);
        }
      });

test('what is cut after the redaction is cut at the same place, however the key was written', () => {
  const [, key = ''] = keys;
  const redact = redactor([{ value: key, name: '$TARGET_TOKEN' }]);
  const shown = spellings.map(([, spell]) => redact(cut(`${spell(key)}${'.'.repeat(200)}`, 120)));
  expect(new Set(shown)).toEqual(new Set([`$TARGET_TOKEN${'.'.repeat(106)}…`]));
});
