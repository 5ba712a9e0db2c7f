import { expect, test } from '@playwright/test';
import type { RequirementResult } from '../../../src/report/model.ts';
import type { Finding } from '../../../src/report/outcome.ts';
import { leftOut } from '../../../src/report/outcome.ts';
import type { WaiverState } from '../../../src/report/waivers.ts';
import { applyWaivers } from '../../../src/report/waivers.ts';
import { lost } from '../../../src/report/verdict.ts';
import type { Waiver } from '../../../src/settings/waivers.ts';
import { requirement } from './requirement.ts';

const waiver: Waiver = { id: 'TST-01', reason: 'FILES-12', owner: 'files team', until: '2025-01-31' };
const finding: Finding = { received: '200 {}', expected: '4xx', because: '1441 minutes', exchanges: [] };

function applied(
  results: readonly RequirementResult[],
  { today = '2025-01-31', ...more }: Partial<Waiver> & { today?: string } = {},
): { state: WaiverState | undefined; waived: string[] } {
  const { requirements, waivers } = applyWaivers(results, [{ ...waiver, ...more }], today);
  const waived = requirements.filter((result) => result.waiver !== undefined).map(({ id }) => id);
  return { state: waivers[0]?.state, waived };
}

for (const verdict of ['failed', 'warned'] as const)
  test(`a requirement that ${verdict} is waived up to the last day, and not a day longer`, () => {
    const results = [
      requirement('TST-01', { verdict, findings: [finding] }),
      requirement('TST-02', { verdict }),
    ];
    expect(applied(results)).toEqual({ state: 'applied', waived: ['TST-01'] });
    expect(applied(results, { today: '2024-12-31' })).toEqual({ state: 'applied', waived: ['TST-01'] });
    expect(applied(results, { today: '2025-02-01' })).toEqual({ state: 'expired', waived: [] });
  });

test('what is waived keeps its verdict and its findings, and tells who waived it why and how long', () => {
  const failed = requirement('TST-01', { verdict: 'failed', findings: [finding] });
  const [result] = applyWaivers([failed], [waiver], '2025-01-01').requirements;
  const { id: _, ...mark } = waiver;
  expect(result).toEqual({ ...failed, waiver: mark });
});

for (const text of ['1441', '200 {}', '4xx'])
  test(`a waiver for "${text}" covers findings with it, and only if all have it`, () => {
    const other = { received: '500', expected: 'an answer', exchanges: [] };
    const failing = (...findings: Finding[]) => [requirement('TST-01', { verdict: 'failed', findings })];
    expect(applied(failing(finding, finding), { finding: text }).state).toBe('applied');
    expect(applied(failing(finding, other), { finding: text })).toEqual({ state: 'uncovered', waived: [] });
  });

const left = requirement('TST-02', { verdict: 'untested', reason: leftOut });

for (const [name, results, state] of [
  ['passes in a whole run', [requirement('TST-01', {})], 'stale'],
  [
    'passes in a run without the real wait',
    [
      requirement('TST-01', {}),
      requirement('TST-02', { verdict: 'untested', reason: `${leftOut} by REAL_EXPIRY=0` }),
    ],
    'stale',
  ],
  ['passes in a run of which something is filtered out', [requirement('TST-01', {}), left], 'idle'],
  [
    'passes in one shard',
    [
      requirement('TST-01', {}),
      requirement('TST-02', { verdict: 'untested', reason: `${lost} (elsewhere)` }),
    ],
    'idle',
  ],
  ['is left out', [requirement('TST-01', { verdict: 'untested', reason: leftOut })], 'idle'],
  ['is inconclusive', [requirement('TST-01', { verdict: 'inconclusive' })], 'idle'],
  ['is inapplicable', [requirement('TST-01', { verdict: 'inapplicable' })], 'idle'],
  ['breaks the suite', [requirement('TST-01', { verdict: 'error', findings: [finding] })], 'idle'],
] as const)
  test(`a waiver whose requirement ${name} is ${state} and waives nothing; past its last day it is expired`, () => {
    expect(applied(results)).toEqual({ state, waived: [] });
    expect(applied(results, { today: '2025-02-01' })).toEqual({ state: 'expired', waived: [] });
  });

test('without waivers the results are as they were', () => {
  const results = [requirement('TST-01', { verdict: 'failed', findings: [finding] }), left];
  expect(applyWaivers(results, [], '2025-01-01')).toEqual({ requirements: results, waivers: [] });
});
