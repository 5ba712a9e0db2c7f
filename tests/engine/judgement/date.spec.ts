import { expect, test } from '@playwright/test';
import type { Answered } from '../../../src/client/exchange.ts';
import { frozenDate, usualDate, validDate } from '../../../src/judgement/date.ts';

const start = Date.parse('2026-01-01T12:00:00Z');

/** An answer that came `at` milliseconds after the start, with a date `off` milliseconds from the truth. */
function answer(at: number, off = 0): Answered {
  const receivedAt = start + at;
  const date = new Date(receivedAt + off).toUTCString();
  return { response: { status: 200, headers: [['Date', date]] }, receivedAt } as unknown as Answered;
}

function dated(value: string): Answered {
  return { response: { status: 200, headers: [['Date', value]] } } as unknown as Answered;
}

test('a date is valid with its own day of the week only', () => {
  expect(validDate(dated('Thu, 01 Jan 2026 12:00:00 GMT'))).toBeUndefined();
  for (const wrong of ['Fri, 01 Jan 2026 12:00:00 GMT', 'Thu, 1 Jan 2026 12:00:00 GMT', '2026-01-01', ''])
    expect(validDate(dated(wrong)), wrong).toBeDefined();
});

test('a date may be off as those of the other answers are', () => {
  const hour = 3_600_000;
  const ahead = [0, 100, 200].map((at) => answer(at, hour));
  for (const each of ahead) expect(usualDate(ahead)(each)).toBeUndefined();
  const stray = answer(300);
  expect(usualDate([...ahead, stray])(stray)?.received).toContain('-60 minutes off');
});

test('a date that stands still is told after five seconds', () => {
  expect(frozenDate([answer(0), answer(4000, -4000)])).toBeUndefined();
  expect(frozenDate([answer(0), answer(6000, -6000)])?.received).toContain('during 6 seconds');
  expect(frozenDate([answer(0), answer(6000)])).toBeUndefined();
  expect(frozenDate([])).toBeUndefined();
});
