import { setTimeout as sleep } from 'node:timers/promises';
import { Pace } from '../../../src/client/pace.ts';
import { expect, test } from './test.ts';

/** What a promise is after a moment. */
const soon = (work: Promise<unknown>): Promise<'done' | 'waiting'> =>
  Promise.race([work.then(() => 'done' as const), sleep(60).then(() => 'waiting' as const)]);

test('runs no more than the given number at once, and all in the end', async () => {
  const pace = new Pace({ atOnce: 3 });
  let [running, most, done] = [0, 0, 0];
  await Promise.all(
    Array.from({ length: 10 }, () =>
      pace.run(async () => {
        most = Math.max(most, (running += 1));
        await sleep(5);
        [running, done] = [running - 1, done + 1];
      }),
    ),
  );
  expect({ most, done, running }).toEqual({ most: 3, done: 10, running: 0 });
});

test('work that fails makes room for the next', async () => {
  const pace = new Pace({ atOnce: 1 });
  const failing = pace.run(() => Promise.reject(new Error('broken')));
  const next = pace.run(() => Promise.resolve('next'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('next');
});

for (const [perMinute, granted] of [
  [10, 9],
  [1, 1],
  [undefined, 200],
] as const)
  test(`with ${perMinute ?? 'no'} limit a minute grants ${granted} turns at once`, async () => {
    const pace = new Pace({ perMinute, atOnce: 6 });
    for (let turn = 0; turn < granted; turn += 1) expect(await soon(pace.turn())).toBe('done');
    if (perMinute !== undefined) expect(await soon(pace.turn())).toBe('waiting');
  });

test('counts what was sent before, and forgets what is older than a minute', async () => {
  const now = Date.now();
  const recent = new Pace({ perMinute: 3, atOnce: 1, history: [now - 59_000, now - 1000] });
  expect(await soon(recent.turn())).toBe('waiting');
  const old = new Pace({ perMinute: 3, atOnce: 1, history: [now - 61_000, now - 1000] });
  expect(await soon(old.turn())).toBe('done');
  expect(await soon(old.turn())).toBe('waiting');
});

test('grants a turn as soon as the oldest one is a minute old', async () => {
  const pace = new Pace({ perMinute: 2, atOnce: 1, history: [Date.now() - 59_850] });
  const turn = pace.turn();
  expect(await soon(turn)).toBe('waiting');
  await turn;
});

test('a pause holds back everybody, and a shorter one does not shorten it', async () => {
  const pace = new Pace({ atOnce: 6 });
  const start = Date.now();
  pace.pause(250);
  pace.pause(10);
  expect(pace.pausedFor()).toBeGreaterThan(200);
  await Promise.all([pace.turn(), pace.turn()]);
  expect(Date.now() - start).toBeGreaterThanOrEqual(245);
  expect(pace.pausedFor()).toBe(0);
});
