import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Rhythm } from '../../../src/judgement/pattern-rhythm.ts';
import { rhythmIn } from '../../../src/judgement/pattern-rhythm.ts';

/** What a row tells in the end, when its requests fail as told; positions count from 1. */
function outcomeOf(fails: (position: number) => boolean): { found: Rhythm | 'none'; requests: number } {
  const row: boolean[] = [];
  for (;;) {
    row.push(fails(row.length + 1));
    const found = rhythmIn(row);
    if (found !== 'open') return { found, requests: row.length };
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('finds every nth request from 2 to 25, wherever the count begins, within 100 requests', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 25 }), fc.nat(24), (every, offset) => {
      const { found, requests } = outcomeOf((position) => (position + offset) % every === 0);
      expect(found).toMatchObject({ every });
      expect(requests).toBeLessThanOrEqual(100);
    }),
  );
});

for (const percent of [1, 2, 3, 5, 20])
  test(`of 20,000 rows in which ${percent} % fail at random fewer than one in 10,000 seems to have a rhythm`, () => {
    const next = random(percent);
    let alarms = 0;
    for (let row = 0; row < 20_000; row += 1)
      if (outcomeOf(() => next() < percent / 100).found !== 'none') alarms += 1;
    expect(alarms).toBeLessThan(2);
  });

const rows: [what: string, fails: (position: number) => boolean, requests: number][] = [
  ['no request fails', () => false, 25],
  ['every request fails', () => true, 2],
  ['one request fails', (position) => position === 10, 35],
  ['a failure is missing', (position) => position % 5 === 0 && position !== 15, 15],
  ['a failure is missing before the first', (position) => position % 5 === 0 && position > 5, 15],
  ['one failure too many', (position) => position % 5 === 0 || position === 12, 12],
];

for (const [what, fails, requests] of rows)
  test(`there is no rhythm when ${what}, which ${requests} requests tell`, () => {
    expect(outcomeOf(fails)).toEqual({ found: 'none', requests });
  });
