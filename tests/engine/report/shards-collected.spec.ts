import type { TestCase, TestResult } from '@playwright/test/reporter';
import { expect, test } from '@playwright/test';
import type { CatalogueEntry } from '../../../src/report/collected.ts';
import { collected, resultOf } from '../../../src/report/collected.ts';
import type { Outcome, Verdict } from '../../../src/report/outcome.ts';
import { leftOut, nothingShows, outcomeAttachment } from '../../../src/report/outcome.ts';
import { lost } from '../../../src/report/verdict.ts';
import { requirement } from '../../../src/requirement.ts';

const entry: CatalogueEntry = {
  ...{ id: 'TST-01', level: 'MUST', title: 'MUST work', clause: [], quote: 'b', profile: 'core' },
  ...{ effect: 'none', defects: [] },
};

/** What a check came to in one shard, with evidence when it judged something. */
function inShard(verdict: Verdict, reason?: string, evidence: readonly string[] = []): TestResult {
  const nothing = { findings: [], notes: [], keywords: {} };
  const outcome: Outcome = { verdict, ...(reason !== undefined && { reason }), ...nothing, evidence };
  const body = Buffer.from(JSON.stringify(outcome));
  const attachments = [{ name: outcomeAttachment, contentType: 'application/json', body }];
  return { status: 'passed', attachments, errors: [] } as unknown as TestResult;
}

const passed = inShard('passed', undefined, ['api-100001']);

for (const [name, others, verdict] of [
  ['had nothing to judge', [inShard('inconclusive', nothingShows)], 'passed'],
  ['sent nothing of its own', [inShard('untested', leftOut)], 'passed'],
  ['gave up for want of a file', [inShard('inconclusive', leftOut)], 'passed'],
  ['saw no case of it', [inShard('inapplicable', 'no 429 came')], 'passed'],
  ['met trouble', [inShard('inconclusive', 'POST /v1 (api-1): 503')], 'inconclusive'],
  ['was interrupted', [inShard('untested', lost)], 'untested'],
] as const)
  test(`passed in one shard, while another ${name}: ${verdict}`, () => {
    for (const results of [
      [passed, ...others],
      [...others, passed],
    ]) {
      expect(resultOf(entry, results).verdict).toBe(verdict);
      expect(resultOf(entry, results).evidence).toEqual(['api-100001']);
    }
  });

test('nothing to judge in any shard is as in a whole run', () => {
  const nothing = [inShard('inconclusive', nothingShows), inShard('inconclusive', nothingShows)];
  expect(resultOf(entry, nothing)).toMatchObject({ verdict: 'inconclusive', reason: nothingShows });
  expect(resultOf(entry, [...nothing, inShard('inapplicable', 'r')]).verdict).toBe('inapplicable');
});

const { annotation } = requirement({
  ...{ id: 'TST-97', level: 'MUST', clause: ['#/a'], quote: 'b', effect: 'none', defects: [] },
});

/** A test of a project, as far as it is read. */
function testOf(folder: string): TestCase {
  return {
    title: 'MUST work',
    annotations: annotation,
    location: { file: `/suite/tests/conformance/${folder}/test.spec.ts` },
  } as unknown as TestCase;
}

test('the tests of one requirement are put together', () => {
  const tests = new Map([
    [testOf('whole-run/url'), [passed]],
    [testOf('whole-run/url'), [inShard('failed')]],
  ]);
  expect(collected(tests)).toMatchObject([{ entry: { id: 'TST-97' }, complete: true }]);
  expect(collected(tests)[0]?.results).toHaveLength(2);
});

test('a test without a result, and a passive check that a missing shard should have run, is not complete', () => {
  expect(collected(new Map([[testOf('url'), []]]))[0]?.complete).toBe(false);
  const results = (folder: string) => collected(new Map([[testOf(folder), [passed]]]), [2])[0]?.complete;
  expect([results('url'), results('whole-run/url')]).toEqual([true, false]);
  expect(resultOf(entry, [passed], false)).toMatchObject({ verdict: 'untested', reason: lost });
});
