import { fault } from '../../../src/reference/defects/fault.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { DropConnection } from '../../../src/reference/handler.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { answer } from '../../harness/hostile-server.ts';
import { runSuite } from '../../harness/run-suite.ts';
import * as behaviours from './behaviours.ts';
import { limits } from './limits.ts';
import { expect, settingsFor, settingsOf, test } from './run.ts';

/** A server that lets so many requests of any kind through in each sliding window, and remembers when they came. */
interface Limited {
  readonly defect: Defect;
  /** Epoch milliseconds. */
  readonly arrivals: readonly number[];
  readonly refused: () => number;
}

/** `besides`: another fault of the same server. */
function limiting(
  most: number,
  window: number,
  besides: Parameters<typeof fault>[1] = (_, next) => next(),
): Limited {
  const [arrivals, passed]: [number[], number[]] = [[], []];
  let refused = 0;
  const defect = fault('limits', (call, next) => {
    const now = Date.now();
    arrivals.push(now);
    while (passed[0] !== undefined && passed[0] <= now - window) passed.shift();
    if (passed.length < most) {
      passed.push(now);
      return besides(call, next);
    }
    refused += 1;
    const free = Math.ceil(((passed[0] ?? now) + window - now) / 1000);
    const response = errorAnswer(429, 'RATE_LIMITED');
    response.headers.set('retry-after', String(free));
    return Promise.resolve(response);
  });
  return { defect, arrivals, refused: () => refused };
}

/** The most requests that came within a minute. */
function busiestMinute(arrivals: readonly number[]): number {
  const counts = arrivals.map(
    (start) => arrivals.filter((time) => time >= start && time < start + 60_000).length,
  );
  return Math.max(0, ...counts);
}

test('RATE_LIMIT holds over worker restarts, retries, controls, storage and the clean-up', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  let requests = 0;
  const server = limiting(15, 60_000, async (call, next) => {
    // The 5th and 6th request need retries; 1441 minutes are accepted, which fails a check and restarts the worker.
    if ([5, 6].includes((requests += 1))) throw new DropConnection();
    const { asked } = call;
    return asked['expiresInMinutes'] === 1441
      ? next({ body: JSON.stringify({ ...asked, expiresInMinutes: 1440 }) })
      : next();
  });
  const settings = settingsOf(await reference({ defect: server.defect }));
  const run = await suite(
    { ...settings, BUDGET: 'quick', TARGET_PROFILES: 'core,upload', RATE_LIMIT: '15' },
    'REJ-07|UPL-20|UPL-02',
  );
  expect(run.report().requirements.find(({ id }) => id === 'REJ-07')?.verdict).toBe('failed');
  expect(run.report().leftOvers.deleted).toBeGreaterThan(0);
  expect(server.arrivals.length).toBeGreaterThan(15);
  expect(server.refused()).toBe(0);
  expect(busiestMinute(server.arrivals)).toBeLessThanOrEqual(13);
});

test('a shard keeps to its share of RATE_LIMIT', async ({ reference }, info) => {
  test.setTimeout(limits.test);
  const server = limiting(1000, 60_000);
  const settings = settingsOf(await reference({ defect: server.defect }));
  const enough = expect
    .poll(() => server.arrivals.length, { timeout: 200_000 })
    .toBeGreaterThanOrEqual(9)
    .then(() => new Promise<void>((resolve) => setTimeout(resolve, 10_000)));
  await runSuite(
    { ...settings, RATE_LIMIT: '40' },
    {
      reportsDir: info.outputPath('reports'),
      filter: ['--shard=1/4', '--grep', 'ACC-|REJ-'],
      interrupt: enough,
    },
  );
  expect(server.arrivals).toHaveLength(9);
});

test('without RATE_LIMIT a limiting server gets its true verdict, and every 429 is repeated and recorded', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  const server = limiting(15, 4000);
  const run = await suite(settingsOf(await reference({ defect: server.defect })), 'ACC-0|REJ-0[1-7]|SCH-0');
  const { exchanges, verdict } = run.report();
  expect(verdict.conclusion).toBe('partial');
  const refusals = exchanges.filter(({ response }) => response?.status === 429);
  const repeated = new Set(exchanges.flatMap(({ earlier }) => earlier));
  expect(refusals.length).toBeGreaterThan(3);
  expect(refusals).toHaveLength(server.refused());
  expect(refusals.filter(({ id }) => !repeated.has(id))).toEqual([]);
});

test('a target that asks for a pause of an hour is inconclusive at once and left alone', async ({
  hostile,
  suite,
}) => {
  test.setTimeout(limits.test);
  const fields = { 'Retry-After': '3600', 'Content-Type': 'application/json' };
  const error = '{"error":{"code":"RATE_LIMITED","message":"Ask again in an hour."}}';
  const server = await hostile(behaviours.gives(answer(429, fields, error)));
  const run = await suite(settingsFor(server.origin), 'ACC-0|REJ-0|SCH-0');
  expect(run.report().verdict.conclusion).toBe('inconclusive');
  expect(run.stdout).toContain('the target answers 429 Too Many Requests');
  expect(server.seen.length).toBeLessThan(7);
});
