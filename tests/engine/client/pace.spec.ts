import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Passage } from '../../../src/client/pace.ts';
import { Pace, patience } from '../../../src/client/pace.ts';
import { expect, test } from './test.ts';
import { virtualTime } from './virtual-time.ts';

/** What a promise is after a moment. */
const soon = (work: Promise<unknown>): Promise<'done' | 'waiting'> =>
  Promise.race([work.then(() => 'done' as const), sleep(60).then(() => 'waiting' as const)]);

/** A request that takes no time. */
async function send(pace: Pace, pause?: number): Promise<void> {
  await pace.turn();
  pace.passed({ endedAt: Date.now(), pause });
}

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
  [2.5, 2],
  [undefined, 200],
] as const)
  test(`with ${perMinute ?? 'no'} limit a minute grants ${granted} turns at once`, async () => {
    const pace = new Pace({ perMinute, atOnce: 6 });
    for (let turn = 0; turn < granted; turn += 1) expect(await soon(send(pace))).toBe('done');
    if (perMinute !== undefined) expect(await soon(pace.turn())).toBe('waiting');
  });

test('counts a request until it has ended, for the target may count it late', async () => {
  const pace = new Pace({ perMinute: 2.5, atOnce: 6 });
  expect(await soon(pace.turn())).toBe('done');
  expect(await soon(pace.turn())).toBe('done');
  const third = pace.turn();
  expect(await soon(third)).toBe('waiting');
  pace.passed({ endedAt: Date.now() - 60_001 });
  await third;
});

test('counts what was sent before, whatever its order, and forgets what is older than a minute', async () => {
  const now = Date.now();
  const ended = (...times: number[]): Passage[] => times.map((endedAt) => ({ endedAt }));
  const recent = new Pace({ perMinute: 3, atOnce: 1, history: ended(now - 1000, now - 59_000) });
  expect(await soon(recent.turn())).toBe('waiting');
  const old = new Pace({ perMinute: 3, atOnce: 1, history: ended(now - 1000, now - 61_000) });
  expect(await soon(old.turn())).toBe('done');
  expect(await soon(old.turn())).toBe('waiting');
});

test('grants a turn as soon as the oldest one is a minute old', async () => {
  const pace = new Pace({ perMinute: 1.2, atOnce: 1, history: [{ endedAt: Date.now() - 59_850 }] });
  const turn = pace.turn();
  expect(await soon(turn)).toBe('waiting');
  await turn;
});

test('a pause holds back everybody, and a shorter one does not shorten it', async () => {
  const pace = new Pace({ atOnce: 6 });
  const start = Date.now();
  await send(pace, 250);
  const late = { endedAt: start, pause: 10 };
  pace.passed(late);
  expect(pace.pausedFor()).toBeGreaterThan(200);
  await Promise.all([pace.turn(), pace.turn()]);
  expect(Date.now() - start).toBeGreaterThanOrEqual(245);
  expect(pace.pausedFor()).toBe(0);
});

test('a pause that an earlier process was asked for holds still', () => {
  const pace = new Pace({ atOnce: 1, history: [{ endedAt: Date.now() - 1000, pause: 5000 }] });
  expect(pace.pausedFor()).toBeGreaterThan(3500);
});

test('does not wait for a pause that is longer than our patience, also when the wait had begun', async () => {
  const pace = new Pace({ perMinute: 1.2, atOnce: 2, history: [{ endedAt: Date.now() - 59_900 }] });
  const waiting = pace.turn();
  pace.passed({ endedAt: Date.now(), pause: 86_400_000 });
  expect(pace.hopeless()).toBe(true);
  expect(await waiting).toBe(false);
  expect(await pace.turn()).toBe(false);
});

test('whatever the delays on the way, the target never sees more than 90 % of the limit in a minute', async () => {
  const scenario = fc.record({
    perMinute: fc.integer({ min: 1, max: 40 }),
    delays: fc.array(fc.tuple(fc.nat(3000), fc.nat(3000)), { minLength: 5, maxLength: 120 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ perMinute, delays }) => {
      const time = virtualTime();
      const pace = new Pace({ perMinute, atOnce: 6, time });
      const arrivals: number[] = [];
      await time.run(
        delays.map(
          ([there, back]) =>
            () =>
              pace.run(async () => {
                await pace.turn();
                await time.wait(there);
                arrivals.push(time.now());
                await time.wait(back);
                pace.passed({ endedAt: time.now() });
              }),
        ),
      );
      const most = Math.max(1, Math.floor(perMinute * 0.9));
      expect(arrivals).toHaveLength(delays.length);
      for (let first = 0; first + most < arrivals.length; first += 1)
        expect((arrivals[first + most] ?? 0) - (arrivals[first] ?? 0)).toBeGreaterThanOrEqual(60_000);
    }),
    { numRuns: 40 },
  );
});

test('a target that answers nothing but 429 is given up within two minutes and few requests, however short its pauses', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 50, max: 60_000 }), async (pause) => {
      const time = virtualTime();
      const pace = new Pace({ atOnce: 1, time });
      let requests = 0;
      await time.run([
        async () => {
          while (await pace.turn()) {
            requests += 1;
            pace.passed({ endedAt: time.now(), pause });
          }
        },
      ]);
      expect(time.now()).toBeLessThanOrEqual(1 + patience);
      expect(requests).toBeLessThan(40);
    }),
    { numRuns: 40 },
  );
});
