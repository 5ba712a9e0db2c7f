import { expect, test } from '@playwright/test';
import { compareRequirements } from '../../../src/replay/requirements.ts';
import type { RequirementResult } from '../../../src/report/model.ts';
import { leftOut, ranOutOfTime } from '../../../src/report/outcome.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import { lost } from '../../../src/report/verdict.ts';

const finding = { received: '200', expected: '4xx', exchanges: ['storage-0002'] };
const passed: RequirementResult = {
  ...{ id: 'TST-01', level: 'MUST', title: 'MUST work', clause: ['#/a'], quote: 'the words' },
  ...{ profile: 'core', effect: 'none', verdict: 'passed', findings: [], notes: ['b', 'a'] },
  evidence: ['api-0001', 'api-0002'],
};
const failed: RequirementResult = { ...passed, verdict: 'failed', findings: [finding] };
const delivery: RecordedExchange = {
  ...{ id: 'storage-0002', channel: 'storage', earlier: [] },
  ...{ sentAt: '2025-01-15T11:30:00.000Z', receivedAt: '2025-01-15T11:30:00.000Z' },
  request: { method: 'GET', url: 'https://storage.example.com/', headers: [] },
  response: { status: 200, headers: [], size: 12, sha256: '' },
};
const nothing = { differences: [], unfounded: [] };

test('the same in another order is the same', () => {
  const other = { ...passed, notes: ['a', 'b'], evidence: ['api-0002', 'api-0001'] };
  expect(compareRequirements([other], [passed], [])).toMatchObject({ ...nothing, complete: true });
});

const notRecorded = 'NotRecorded: the record holds no answer to POST /';

for (const [name, what, reported, recomputed] of [
  ['a hidden violation', 'TST-01', passed, failed],
  ['an invented violation', 'TST-01', failed, passed],
  ['a pass without its evidence', 'TST-01', passed, { ...passed, verdict: 'error', reason: notRecorded }],
  ['a doubt without a reason', 'TST-01', { ...passed, verdict: 'inconclusive', reason: 'why' }, passed],
  ['a violation left out', 'TST-01', { ...passed, verdict: 'untested', reason: leftOut }, failed],
  ['a violation timed out', 'TST-01', { ...passed, verdict: 'inconclusive', reason: ranOutOfTime }, failed],
  ['a violation behind an error', 'TST-01', { ...passed, verdict: 'error', reason: 'broken' }, failed],
  ['a finding less', 'TST-01 findings', { ...failed, findings: [] }, failed],
  ['another finding', 'TST-01 findings', { ...failed, findings: [{ ...finding, received: '201' }] }, failed],
  ['a note less', 'TST-01 notes', { ...passed, notes: ['a'] }, passed],
  ['no evidence', 'TST-01 evidence', { ...passed, evidence: [] }, passed],
  ['another level', 'TST-01 declaration', { ...passed, level: 'SHOULD' }, passed],
] as const)
  test(`${name} is a difference`, () => {
    const { differences, unfounded, settled } = compareRequirements([reported], [recomputed], []);
    expect(differences.map((difference) => difference.what)).toEqual([what]);
    expect(unfounded).toEqual([]);
    expect(settled).toEqual([recomputed]);
  });

test('what is missing, foreign or there twice is a difference', () => {
  const foreign = { ...passed, id: 'TST-02' };
  expect(compareRequirements([], [passed], []).differences).toEqual([
    { what: 'TST-01', reported: 'missing', recomputed: 'passed' },
  ]);
  expect(compareRequirements([passed, foreign, passed], [passed], []).differences).toEqual([
    { what: 'TST-02', reported: 'passed', recomputed: 'no such requirement' },
    { what: 'TST-01', reported: 'passed, again', recomputed: 'once' },
  ]);
});

for (const reported of [
  { ...passed, verdict: 'inconclusive', reason: ranOutOfTime },
  { ...passed, verdict: 'error', reason: 'out of memory' },
] as const)
  test(`how a check ended that was ${reported.reason} is named and no difference`, () => {
    expect(compareRequirements([reported], [passed], [])).toMatchObject({
      ...{ differences: [], settled: [reported], complete: false },
      unfounded: [{ id: 'TST-01', reported: reported.verdict, part: 'verdict' }],
    });
  });

for (const reason of [lost, `${lost} (shard 2 missing)`])
  test(`what is lost claims nothing: ${reason}`, () => {
    const reported = { ...passed, verdict: 'untested', reason } as const;
    expect(compareRequirements([reported], [passed], [])).toMatchObject({ ...nothing, settled: [reported] });
  });

test('what is left out of the report and not of the replay is named', () => {
  const reported = { ...passed, verdict: 'untested', reason: leftOut } as const;
  expect(compareRequirements([reported], [passed], [])).toMatchObject({
    ...{ differences: [], settled: [reported], complete: false },
    unfounded: [{ id: 'TST-01', reported: 'untested', part: 'verdict' }],
  });
});

test('the words on the octets of a file are named and no difference', () => {
  const reported = { ...failed, findings: [{ ...finding, received: 'other octets: 31 → 32' }] };
  expect(compareRequirements([reported], [failed], [delivery])).toMatchObject({
    ...{ differences: [], settled: [reported], complete: true },
    unfounded: [{ id: 'TST-01', reported: 'failed', part: 'words' }],
  });
});
