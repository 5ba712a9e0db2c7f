import { expect, test } from '@playwright/test';
import { brief, idRanges } from '../../../src/report/terminal-words.ts';

for (const [ids, words] of [
  ['', ''],
  ['DL-01', 'DL-01'],
  ['DL-01 DL-02', 'DL-01 DL-02'],
  ['DL-01 DL-02 DL-03', 'DL-01…03'],
  ['DL-08 DL-09 DL-10 DL-11', 'DL-08…11'],
  ['DL-02 EXP-03 EXP-04 EXP-05 HTP-06', 'DL-02 EXP-03…05 HTP-06'],
  ['EXP-01 EXP-02 EXP-02b EXP-03 EXP-04', 'EXP-01 EXP-02 EXP-02b EXP-03 EXP-04'],
  ['DL-01 DL-03 DL-05', 'DL-01 DL-03 DL-05'],
] as const)
  test(`"${ids}" is written "${words}"`, () => {
    expect(idRanges(ids.split(' ').filter(Boolean))).toBe(words);
  });

test('a text is put on one line and cut to its length', () => {
  expect(brief('a\r\n  b', 5)).toBe('a b');
  expect(brief('12345', 5)).toBe('12345');
  expect(brief('123456', 5)).toBe('1234…');
});
