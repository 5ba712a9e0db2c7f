import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../src/contract/json.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { fault, storageFault } from '../../../src/reference/defects/fault.ts';
import { isDownload } from '../../../src/reference/defects/storage.ts';
import { DropConnection } from '../../../src/reference/handler.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { retriesOf } from '../../../src/judgement/trouble.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { limits } from './limits.ts';
import { expect, settingsOf, test } from './run.ts';

/** Drops the requests for which `when` holds; they are counted from 1. */
function drops(name: string, when: (nth: number) => boolean): Defect & { dropped: () => number } {
  let [requests, dropped] = [0, 0];
  const defect = fault(name, (_, next) => {
    if (!when((requests += 1))) return next();
    dropped += 1;
    return Promise.reject(new DropConnection());
  });
  return { ...defect, dropped: () => dropped };
}

const verdictsOf = ({ requirements }: ConformanceReport, verdict: string): string[] =>
  requirements.filter((one) => one.verdict === verdict).map(({ id }) => id);

test('a target that drops every 7th request violates ROB-07 and nothing else', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  // The storage shares the origin: its requests are counted too.
  const defect = drops('drops every 7th', (nth) => nth % 7 === 0);
  const settings = { ...settingsOf(await reference({ defect })), BUDGET: 'quick' };
  const run = await suite(settings, 'ACC-0|REJ-0|SCH-0|ROB-0[17]');
  expect(verdictsOf(run.report(), 'failed')).toEqual(['ROB-07']);
  expect(run.stdout).toMatch(/every 7th request fails: \d+(, \d+){5} of \d+/);
});

test('a network that loses 3 % of the requests is no violation, and each loss is in the evidence', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  const defect = drops('loses some', (nth) => Math.abs(Math.sin(nth * 12.9898) * 43758.5453) % 1 < 0.03);
  const settings = { ...settingsOf(await reference({ defect })), BUDGET: 'quick' };
  const run = await suite(settings, 'ACC-0|REJ-0|SCH-0|ROB-0[17]|DL-01');
  const { requirements, exchanges } = run.report();
  expect(verdictsOf(run.report(), 'failed')).toEqual([]);
  expect(verdictsOf(run.report(), 'inconclusive').filter((id) => id !== 'ROB-07')).toEqual([]);
  expect(defect.dropped()).toBeGreaterThan(1);
  expect(exchanges.filter(({ trouble }) => trouble?.kind === 'dropped')).toHaveLength(defect.dropped());
  expect(retriesOf(exchanges).count).toBeGreaterThan(0);
  expect(requirements.find(({ id }) => id === 'ROB-07')?.notes.join()).toMatch(/attempts failed/);
});

test('a target that is away for ten seconds and comes back keeps its verdict', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  let backAt = Infinity;
  const defect = drops('restarts', (nth) => {
    if (nth === 10) backAt = Date.now() + 10_000;
    return nth >= 10 && Date.now() < backAt;
  });
  const run = await suite(settingsOf(await reference({ defect })), 'ACC-0|REJ-0[1-4]|ROB-07');
  expect(run.report().verdict.conclusion).toBe('partial');
  expect(run.report().requirements.find(({ id }) => id === 'ROB-07')?.verdict).toBe('passed');
});

test('a target that goes down for good is inconclusive within a minute or so, and is left alone', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  const defect = drops('goes down', (nth) => nth > 10);
  const run = await suite(settingsOf(await reference({ defect })), 'ACC-0|REJ-|SCH-0|ROB-07');
  expect(run.report().verdict.conclusion).toBe('inconclusive');
  expect(defect.dropped()).toBeLessThan(350);
  expect(run.stdout).toContain('not sent, because the target did not answer the requests before');
  const schema = JSON.parse(
    await readFile(suiteFile('schemas', 'conformance-report.schema.json'), 'utf8'),
  ) as JsonObject;
  expect(compile(schema)(run.report())).toEqual([]);
  expect(run.seconds).toBeLessThan(limits.seconds);
});

test('storage that drops one kind of URL while it serves others violates DL-01', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  const defect = storageFault('drops downloads', (call, next) =>
    isDownload(call) ? Promise.reject(new DropConnection()) : next(),
  );
  const run = await suite(settingsOf(await reference({ defect })), 'DL-0[19]');
  expect(verdictsOf(run.report(), 'failed')).toEqual(['DL-01']);
  expect(run.stdout).toMatch(/closed without an answer .+ at each of 6 attempts/);
});

test('an input on which the API hangs while it answers others violates ROB-01', async ({
  reference,
  suite,
}) => {
  test.setTimeout(limits.test);
  const defect = fault('hangs on 1441 minutes', ({ asked }, next) =>
    asked['expiresInMinutes'] === 1441 ? sleep(120_000, new Response(''), { ref: false }) : next(),
  );
  const run = await suite(
    { ...settingsOf(await reference({ defect })), BUDGET: 'quick' },
    'REJ-07|ROB-0[17]',
  );
  expect(verdictsOf(run.report(), 'failed')).toEqual(['ROB-01']);
  expect(run.stdout).toMatch(
    /no answer within 10 s at each of 6 attempts, while a valid request is answered/,
  );
});
