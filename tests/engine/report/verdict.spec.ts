import { expect, test } from '@playwright/test';
import type { RequirementResult, RunVerdict } from '../../../src/report/model.ts';
import type { Verdict } from '../../../src/report/outcome.ts';
import { concludeRun, countVerdicts, lost } from '../../../src/report/verdict.ts';
import type { WaiverAccount } from '../../../src/report/waivers.ts';
import type { Level } from '../../../src/requirement.ts';

/** `MUST passed`, or `MUST untested: reason`. */
function result(text: string, index: number): RequirementResult {
  const [, level, verdict, reason] = /^(\w+) (\w+)(?:: (.*))?$/.exec(text) ?? [];
  return {
    id: `TST-${String(index + 1).padStart(2, '0')}`,
    level: level as Level,
    verdict: verdict as Verdict,
    ...(reason !== undefined && { reason }),
    ...{
      title: '',
      clause: [],
      quote: '',
      profile: 'core',
      effect: 'none',
      findings: [],
      notes: [],
      evidence: [],
    },
  };
}

const conclude = (
  results: readonly string[],
  failOn: 'must' | 'should' = 'must',
  problems: readonly string[] = [],
): RunVerdict => concludeRun(results.map(result), { failOn, profiles: ['core'], problems });

const lostOne = `MUST untested: ${lost} (it belongs to another shard)`;

const conclusions: {
  results: string[];
  failOn?: 'must' | 'should';
  problems?: string[];
  conclusion: string;
  exitCode: number;
  says: RegExp;
}[] = [
  {
    results: ['MUST passed', 'SHOULD passed', 'INFO info'],
    conclusion: 'conformant',
    exitCode: 0,
    says: /^Conformant with the core profile: 1 of 1 MUST and 1 of 1 SHOULD requirements passed\.$/,
  },
  {
    results: ['MUST passed', 'SHOULD warned'],
    conclusion: 'conformant',
    exitCode: 0,
    says: /1 of 1 MUST and 0 of 1 SHOULD/,
  },
  {
    results: ['MUST passed', 'MUST inapplicable'],
    conclusion: 'conformant',
    exitCode: 0,
    says: /1 of 1 MUST/,
  },
  {
    results: ['MUST passed', 'SHOULD warned'],
    failOn: 'should',
    conclusion: 'nonconformant',
    exitCode: 1,
    says: /^Not conformant.*: TST-02 violated/,
  },
  {
    results: ['MUST failed', 'MUST inconclusive', 'MUST untested: left out'],
    conclusion: 'nonconformant',
    exitCode: 1,
    says: /: TST-01 violated; 0 of 2 MUST/,
  },
  {
    results: ['MUST failed', 'MUST error'],
    problems: ['x'],
    conclusion: 'nonconformant',
    exitCode: 1,
    says: /the suite itself had 2 errors\.$/,
  },
  {
    results: ['MUST passed', 'MUST inconclusive'],
    conclusion: 'inconclusive',
    exitCode: 2,
    says: /^Inconclusive.*TST-02 could not be decided; 1 of 2 MUST/,
  },
  {
    results: ['MUST passed', 'SHOULD inconclusive'],
    conclusion: 'inconclusive',
    exitCode: 2,
    says: /TST-02/,
  },
  {
    results: ['MUST passed', lostOne],
    conclusion: 'inconclusive',
    exitCode: 2,
    says: /TST-02 could not be decided/,
  },
  {
    results: ['MUST passed', 'MUST untested: left out of this run'],
    conclusion: 'partial',
    exitCode: 0,
    says: /^Partial: .* 1 of 2 requirements were left out/,
  },
  {
    results: ['MUST inconclusive', 'MUST untested: left out'],
    conclusion: 'inconclusive',
    exitCode: 2,
    says: /TST-01/,
  },
  {
    results: ['MUST passed', 'MUST error'],
    conclusion: 'error',
    exitCode: 3,
    says: /^No verdict: the suite itself is at fault \(checks that broke: TST-02\)\.$/,
  },
  { results: ['MUST passed'], problems: ['no run'], conclusion: 'error', exitCode: 3, says: /no run/ },
  { results: ['MUST error', 'MUST inconclusive'], conclusion: 'error', exitCode: 3, says: /TST-01/ },
  {
    results: ['MUST untested: left out', 'SHOULD untested: left out'],
    conclusion: 'error',
    exitCode: 3,
    says: /no requirement was checked/,
  },
  { results: [lostOne], conclusion: 'error', exitCode: 3, says: /no requirement was checked/ },
  { results: [], conclusion: 'error', exitCode: 3, says: /no requirement was checked/ },
];

for (const { results, failOn = 'must', problems = [], conclusion, exitCode, says } of conclusions)
  test(`${results.join(', ') || 'nothing'}${problems.length > 0 ? ' and a problem' : ''}, failing on ${failOn}: ${conclusion}, ${exitCode}`, () => {
    const verdict = conclude(results, failOn, problems);
    expect(verdict).toMatchObject({ conclusion, exitCode });
    expect(verdict.sentence).toMatch(says);
  });

const interrupted: { results: string[]; problems?: string[]; exitCode: number; says: RegExp }[] = [
  {
    results: ['MUST passed', lostOne, 'SHOULD untested: left out'],
    exitCode: 2,
    says: /^Interrupted: inconclusive for the core profile: nothing violated, but TST-02 could not be decided; 1 of 1 MUST and 0 of 0 SHOULD requirements passed\.$/,
  },
  { results: ['MUST passed'], exitCode: 2, says: /: nothing violated; 1 of 1 MUST/ },
  {
    results: ['MUST passed', 'MUST untested: left out'],
    exitCode: 2,
    says: /: nothing violated; 1 of 1 MUST/,
  },
  { results: [lostOne, lostOne], exitCode: 2, says: /TST-01, TST-02 could not be decided; 0 of 0 MUST/ },
  { results: [], exitCode: 2, says: /nothing violated; 0 of 0 MUST/ },
  { results: ['MUST passed', 'MUST error'], exitCode: 2, says: /; the suite itself had 1 error\.$/ },
  { results: ['MUST passed'], problems: ['x', 'y'], exitCode: 2, says: /; the suite itself had 2 errors\.$/ },
  {
    results: ['MUST failed', lostOne],
    exitCode: 1,
    says: /^Interrupted: not conformant with the core profile: TST-01 violated; 0 of 1 MUST/,
  },
];

for (const { results, problems = [], exitCode, says } of interrupted)
  test(`interrupted after ${results.join(', ') || 'nothing'}${problems.length > 0 ? ' and problems' : ''}: ${exitCode}`, () => {
    const circumstances = { failOn: 'must', profiles: ['core'], problems, interrupted: true } as const;
    const verdict = concludeRun(results.map(result), circumstances);
    expect(verdict.exitCode).toBe(exitCode);
    expect(verdict.conclusion).toBe(exitCode === 1 ? 'nonconformant' : 'inconclusive');
    expect(verdict.sentence).toMatch(says);
  });

const both = ['core', 'upload'] as const;
const uploads = (results: readonly string[]): RequirementResult[] =>
  results.map((text, index) => ({ ...result(text, index), profile: 'upload' as const }));

test('two profiles are named in the plural, and without checks of one nothing is said to be missing', () => {
  const { sentence } = concludeRun([result('MUST passed', 0)], {
    failOn: 'must',
    profiles: both,
    problems: [],
  });
  expect(sentence).toBe(
    'Conformant with the core and upload profiles: 1 of 1 MUST and 0 of 0 SHOULD requirements passed.',
  );
});

for (const [profiles, says] of [
  [['core'], /^Partial: what ran keeps the core profile, 1 of 2 requirements were left out; 1 of 1 MUST/],
  [
    both,
    /^Partial: what ran keeps the core and upload profiles, 1 of 4 requirements were left out; 1 of 1 MUST/,
  ],
] as const)
  test(`a partial run of ${profiles.join(' and ')} counts what belongs to it`, () => {
    const results = [
      ...['MUST passed', 'MUST untested: left out'].map(result),
      ...uploads(['MUST inapplicable', 'SHOULD inapplicable']),
    ];
    const { conclusion, sentence } = concludeRun(results, { failOn: 'must', profiles, problems: [] });
    expect(conclusion).toBe('partial');
    expect(sentence).toMatch(says);
  });

test('a sentence names twelve requirements and counts the rest', () => {
  const { sentence } = conclude(Array.from({ length: 15 }, () => 'MUST failed'));
  expect(sentence).toContain('TST-12 and 3 more violated');
  expect(sentence).not.toContain('TST-13');
});

test('verdicts are counted by level', () => {
  const counts = countVerdicts(['MUST passed', 'MUST passed', 'SHOULD warned', 'INFO info'].map(result));
  expect(counts.MUST).toMatchObject({ passed: 2, failed: 0 });
  expect(counts.SHOULD).toMatchObject({ passed: 0, warned: 1 });
  expect(
    Object.values(counts)
      .flatMap((byVerdict) => Object.values(byVerdict))
      .reduce((a, b) => a + b),
  ).toBe(4);
});

const mark = { reason: 'FILES-12', owner: 'files team', until: '2025-01-31' };

/** Results as above; `waived` in place of a verdict is a failure with a waiver. */
const withWaived = (results: readonly string[]): RequirementResult[] =>
  results.map((text, index) =>
    text.endsWith(' waived')
      ? { ...result(text.replace('waived', 'failed'), index), waiver: mark }
      : result(text, index),
  );

const expired: WaiverAccount = { id: 'TST-01', ...mark, state: 'expired' };
const stale: WaiverAccount = { ...expired, id: 'TST-02', state: 'stale' };

const withWaivers: {
  results: string[];
  waivers?: WaiverAccount[];
  failOn?: 'must' | 'should';
  problems?: string[];
  interrupted?: boolean;
  conclusion: string;
  exitCode: number;
  sentence: string;
}[] = [
  {
    results: ['MUST waived', 'MUST passed', 'SHOULD passed'],
    conclusion: 'waived',
    exitCode: 0,
    sentence:
      'Conformant but for 1 waived requirement (TST-01) of the core profile: 1 of 2 MUST and 1 of 1 SHOULD requirements passed.',
  },
  {
    results: ['MUST waived', 'SHOULD waived'],
    failOn: 'should',
    conclusion: 'waived',
    exitCode: 0,
    sentence:
      'Conformant but for 2 waived requirements (TST-01, TST-02) of the core profile: 0 of 1 MUST and 0 of 1 SHOULD requirements passed.',
  },
  {
    results: ['MUST waived', 'MUST failed'],
    conclusion: 'nonconformant',
    exitCode: 1,
    sentence:
      'Not conformant with the core profile: TST-02 violated, TST-01 waived; 0 of 2 MUST and 0 of 0 SHOULD requirements passed.',
  },
  {
    results: ['MUST failed', 'MUST passed'],
    waivers: [expired, stale],
    conclusion: 'nonconformant',
    exitCode: 1,
    sentence:
      'Not conformant with the core profile: TST-01 violated; 1 of 2 MUST and 0 of 0 SHOULD requirements passed; the waiver of TST-01 expired on 2025-01-31; the waiver of TST-02 is stale: the requirement passed.',
  },
  {
    results: ['MUST waived', 'MUST inconclusive'],
    conclusion: 'inconclusive',
    exitCode: 2,
    sentence:
      'Inconclusive for the core profile: nothing violated besides what is waived (TST-01), but TST-02 could not be decided; 0 of 2 MUST and 0 of 0 SHOULD requirements passed.',
  },
  {
    results: ['MUST waived', 'MUST untested: left out of this run'],
    conclusion: 'partial',
    exitCode: 0,
    sentence:
      'Partial: what ran keeps the core profile but for 1 waived requirement (TST-01), 1 of 2 requirements were left out; 0 of 1 MUST and 0 of 0 SHOULD requirements passed.',
  },
  {
    results: ['MUST passed', 'MUST passed'],
    waivers: [expired, stale],
    conclusion: 'outdated',
    exitCode: 1,
    sentence:
      'Waivers out of date for the core profile: the waiver of TST-01 expired on 2025-01-31; the waiver of TST-02 is stale: the requirement passed; nothing violated; 2 of 2 MUST and 0 of 0 SHOULD requirements passed.',
  },
  {
    results: ['SHOULD warned', 'MUST inconclusive'],
    waivers: [expired],
    conclusion: 'outdated',
    exitCode: 1,
    sentence:
      'Waivers out of date for the core profile: the waiver of TST-01 expired on 2025-01-31; nothing violated, but TST-02 could not be decided; 0 of 1 MUST and 0 of 1 SHOULD requirements passed.',
  },
  {
    results: ['MUST passed', 'MUST error'],
    waivers: [stale],
    conclusion: 'error',
    exitCode: 3,
    sentence: 'No verdict: the suite itself is at fault (checks that broke: TST-02).',
  },
  {
    results: ['MUST waived'],
    waivers: [{ ...expired, id: 'TST-09' }],
    interrupted: true,
    conclusion: 'inconclusive',
    exitCode: 2,
    sentence:
      'Interrupted: inconclusive for the core profile: nothing violated besides what is waived (TST-01); 0 of 1 MUST and 0 of 0 SHOULD requirements passed; the waiver of TST-09 expired on 2025-01-31.',
  },
  {
    results: ['MUST passed'],
    waivers: [
      { ...expired, state: 'idle' },
      { ...expired, state: 'uncovered' },
    ],
    conclusion: 'conformant',
    exitCode: 0,
    sentence: 'Conformant with the core profile: 1 of 1 MUST and 0 of 0 SHOULD requirements passed.',
  },
];

for (const { results, waivers = [], conclusion, exitCode, sentence, ...rest } of withWaivers)
  test(`${results.join(', ')} with waivers ${waivers.map(({ state }) => state).join(', ') || 'in force'}: ${conclusion}`, () => {
    const circumstances = { failOn: 'must', profiles: ['core'], problems: [], waivers, ...rest } as const;
    expect(concludeRun(withWaived(results), circumstances)).toEqual({ conclusion, exitCode, sentence });
  });

test('what is waived counts neither as failed nor as passed', () => {
  const { MUST } = countVerdicts(withWaived(['MUST waived', 'MUST failed', 'MUST passed', 'MUST passed']));
  expect(MUST).toMatchObject({ waived: 1, failed: 1, passed: 2 });
});
