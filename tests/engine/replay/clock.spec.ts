import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../src/client/exchange.ts';
import { replayedClock } from '../../../src/replay/replay.ts';

function at(...moments: number[]): { all: () => Exchange[] } {
  return { all: () => moments.map((receivedAt) => ({ receivedAt }) as Exchange) };
}

test('it is never behind what was received', () => {
  expect(replayedClock(at()).now()).toBe(0);
  expect(replayedClock(at(5, 9, 7)).now()).toBe(9);
});

test('it reaches a moment at once, and is set back', async () => {
  const clock = replayedClock(at(100));
  const started = Date.now();
  await clock.reach(10 ** 9);
  expect(clock.now()).toBe(10 ** 9);
  await clock.reach(500);
  expect(clock.now()).toBe(10 ** 9);
  await clock.reset();
  expect(clock.now()).toBe(100);
  expect(Date.now() - started).toBeLessThan(1000);
});

test('it knows what was waited for until it is set back', async () => {
  const clock = replayedClock(at(100));
  expect(clock.waitedFor()).toBe(0);
  await clock.reach(500);
  expect(clock.waitedFor()).toBe(500);
  await clock.reset();
  expect(clock.waitedFor()).toBe(0);
});
