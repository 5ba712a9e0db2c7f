import { httpDate, retryAfter } from '../../../src/client/retry-after.ts';
import { expect, test } from './test.ts';

const now = Date.parse('2025-01-15T11:30:00Z');

for (const [value, wait] of [
  ['0', 0],
  ['120', 120_000],
  [' 5 ', 5000],
  ['Wed, 15 Jan 2025 11:30:10 GMT', 10_000],
  ['Wed, 15 Jan 2025 11:29:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['0x10', undefined],
  ['soon', undefined],
  ['', undefined],
  ['2025-01-15T11:30:10Z', undefined],
  [undefined, undefined],
] as const)
  test(`Retry-After ${value ?? '(absent)'} asks for ${wait ?? 'nothing'}`, () => {
    expect(retryAfter(value, now)).toBe(wait);
  });

for (const value of [
  'Wednesday, 15-Jan-25 11:30:00 GMT',
  'Wed Jan 15 11:30:00 2025',
  'Wed, 15 Jan 2025 11:30:00 UTC',
  'Wed, 15 Jan 2025 11:30:00 +0000',
  'Wed, 15 Jan 2025 25:30:00 GMT',
  'Wed, 15 Jan 2025 11:30:00 GMT, Wed, 15 Jan 2025 11:30:00 GMT',
])
  test(`"${value}" is no date that a sender may write`, () => {
    expect(httpDate(value)).toBeUndefined();
  });

test('an HTTP-date is read as epoch milliseconds', () => {
  expect(httpDate('Wed, 15 Jan 2025 11:30:00 GMT')).toBe(now);
});
