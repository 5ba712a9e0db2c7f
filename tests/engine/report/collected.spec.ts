import { expect, test } from '@playwright/test';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import { Violation } from '../../../src/judge.ts';
import type { CatalogueEntry } from '../../../src/report/collected.ts';
import { entryOf, exchangesOf, resultOf } from '../../../src/report/collected.ts';
import type { Outcome, Verdict } from '../../../src/report/outcome.ts';
import { exchangesAttachment, outcomeAttachment } from '../../../src/report/outcome.ts';
import { lost } from '../../../src/report/verdict.ts';
import { requirement } from '../../../src/requirement.ts';

const entry: CatalogueEntry = {
  ...{
    id: 'TST-01',
    level: 'MUST',
    title: 'MUST work',
    clause: ['#/a'],
    quote: 'b',
    profile: 'core',
    effect: 'none',
    defects: ['c'],
  },
};

const finding = { received: 'a', expected: 'b', exchanges: ['api-0001'] };
const outcome = (verdict: Verdict, more: Partial<Outcome> = {}): Outcome => ({
  verdict,
  findings: [],
  evidence: [],
  notes: [],
  keywords: {},
  ...more,
});

/** A result as Playwright hands it to a reporter, as far as it is read. */
function result(status: TestResult['status'], said?: Outcome, ...errors: string[]): TestResult {
  const body = Buffer.from(JSON.stringify(said ?? null));
  const attachments =
    said === undefined ? [] : [{ name: outcomeAttachment, contentType: 'application/json', body }];
  return { status, attachments, errors: errors.map((message) => ({ message })) } as unknown as TestResult;
}

const violation = String(new Violation('MUST work', [finding]));
const violated = outcome('failed', { findings: [finding], evidence: ['api-0001'], notes: ['n'] });

const collected: { name: string; results: TestResult[]; verdict: Verdict; reason?: string | RegExp }[] = [
  { name: 'a pass', results: [result('passed', outcome('passed'))], verdict: 'passed' },
  { name: 'a violation', results: [result('failed', violated, violation)], verdict: 'failed' },
  {
    name: 'a skip',
    results: [result('skipped', outcome('inconclusive', { reason: 'no file' }))],
    verdict: 'inconclusive',
    reason: 'no file',
  },
  { name: 'no result', results: [], verdict: 'untested', reason: lost },
  {
    name: 'a crash',
    results: [result('failed', outcome('passed'), 'TypeError: x')],
    verdict: 'error',
    reason: 'TypeError: x',
  },
  {
    name: 'a crash before any outcome',
    results: [result('failed', undefined, 'Error: fixture')],
    verdict: 'error',
    reason: 'Error: fixture',
  },
  {
    name: 'a pass without an outcome',
    results: [result('passed')],
    verdict: 'untested',
    reason: lost,
  },
  {
    name: 'a skip without an outcome',
    results: [result('skipped')],
    verdict: 'untested',
    reason: lost,
  },
  {
    name: 'a Ctrl-C before anything was sent',
    results: [{ ...result('failed'), errors: [{}] }],
    verdict: 'untested',
    reason: lost,
  },
  {
    name: 'a throw of what is no error',
    results: [{ ...result('failed', outcome('passed')), errors: [{ value: "'text'" }] }],
    verdict: 'error',
    reason: "'text'",
  },
  {
    name: 'a violation and a crash',
    results: [result('failed', violated, violation, 'TypeError: x')],
    verdict: 'failed',
  },
  {
    name: 'a time-out',
    results: [result('timedOut', outcome('passed'), 'Test timeout of 1 ms exceeded.')],
    verdict: 'inconclusive',
    reason: /out of time/,
  },
  {
    name: 'a time-out without an outcome',
    results: [result('timedOut', undefined, 'Test timeout')],
    verdict: 'inconclusive',
    reason: /out of time/,
  },
  {
    name: 'a time-out after a violation',
    results: [result('timedOut', violated, 'Test timeout')],
    verdict: 'failed',
  },
  {
    name: 'an interruption',
    results: [result('interrupted', outcome('passed'))],
    verdict: 'untested',
    reason: lost,
  },
  {
    name: 'an interruption after a violation',
    results: [result('interrupted', violated)],
    verdict: 'failed',
  },
  {
    name: 'a violation, then a pass',
    results: [result('failed', violated, violation), result('passed', outcome('passed'))],
    verdict: 'failed',
  },
  {
    name: 'a pass, then a violation',
    results: [result('passed', outcome('passed')), result('failed', violated, violation)],
    verdict: 'failed',
  },
  {
    name: 'a pass, then an interruption',
    results: [result('passed', outcome('passed')), result('interrupted')],
    verdict: 'untested',
    reason: lost,
  },
  {
    name: 'inconclusive, then inapplicable',
    results: [
      result('skipped', outcome('inapplicable')),
      result('skipped', outcome('inconclusive', { reason: 'r' })),
    ],
    verdict: 'inconclusive',
    reason: 'r',
  },
];

for (const { name, results, verdict, reason } of collected)
  test(`${name} comes to ${verdict}`, () => {
    const found = resultOf(entry, results);
    expect(found.verdict).toBe(verdict);
    if (reason instanceof RegExp) expect(found.reason).toMatch(reason);
    else expect(found.reason).toBe(reason);
  });

test('findings and evidence of all results are kept, and each note once', () => {
  const found = resultOf(entry, [
    result('failed', violated, violation),
    result('failed', violated, violation),
  ]);
  expect(found.findings).toEqual([finding, finding]);
  expect(found.notes).toEqual(['n']);
  expect(found.evidence).toEqual(['api-0001', 'api-0001']);
  expect(found).not.toHaveProperty('defects');
});

test('a declaration comes back from the annotations of its test', () => {
  const { annotation, tag } = requirement({
    ...{
      id: 'TST-99',
      level: 'SHOULD',
      clause: ['#/a', 'RFC 1 §2'],
      quote: 'c',
      effect: 'writes',
      profile: 'upload',
    },
    defects: [],
  });
  const annotations = annotation as TestCase['annotations'];
  expect(entryOf({ title: 'SHOULD work', annotations })).toEqual({
    ...{ id: 'TST-99', level: 'SHOULD', title: 'SHOULD work', clause: ['#/a', 'RFC 1 §2'], quote: 'c' },
    ...{ profile: 'upload', effect: 'writes', defects: [] },
  });
  expect(tag).toEqual(['@TST-99', '@SHOULD']);
});

test('exchanges of all tests are put in order', () => {
  const holding = (...ids: string[]): TestResult =>
    ({
      attachments: [
        { name: 'other', body: Buffer.from('not JSON') },
        { name: exchangesAttachment, body: Buffer.from(JSON.stringify(ids.map((id) => ({ id })))) },
      ],
    }) as unknown as TestResult;
  const found = exchangesOf([holding('api-0003', 'storage-0002'), holding('api-0001')]);
  expect(found.map(({ id }) => id)).toEqual(['api-0001', 'api-0003', 'storage-0002']);
});
