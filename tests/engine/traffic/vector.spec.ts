import { expect, test } from '@playwright/test';
import { spread } from '../../../src/traffic/vector.ts';

const list = Array.from({ length: 20 }, (_, index) => index);

for (const [most, expected] of [
  [0, []],
  [1, [0]],
  [2, [0, 1]],
  [5, [0, 1, 2, 3, 11]],
  [6, [0, 1, 2, 3, 8, 14]],
  [19, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]],
  [20, list],
  [99, list],
] as const)
  test(`${most} of twenty are ${expected.join(', ') || 'none'}`, () => {
    expect(spread(list, most)).toEqual(expected);
  });

test('every selection keeps order and has no repetition', () => {
  for (let length = 0; length < 16; length += 1)
    for (let most = 0; most < 16; most += 1) {
      const chosen = spread(
        Array.from({ length }, (_, index) => index),
        most,
      );
      expect(chosen).toHaveLength(Math.min(length, most));
      expect([...new Set(chosen)].sort((a, b) => a - b)).toEqual(chosen);
    }
});
