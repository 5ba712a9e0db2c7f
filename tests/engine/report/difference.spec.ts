import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Change } from '../../../src/report/difference.ts';
import { differenceOf } from '../../../src/report/difference.ts';
import { renderDifference } from '../../../src/report/difference-text.ts';
import type { ConformanceReport, RequirementResult } from '../../../src/report/model.ts';
import type { Finding, Verdict } from '../../../src/report/outcome.ts';
import { differentContracts } from '../../../src/report/same-contract.ts';
import { exampleReport } from './example-report.ts';
import { result } from './result.ts';

const { overlayDigest: _, ...contract } = exampleReport.contract;
const waiver = { reason: 'known', owner: 'me', until: '2030-01-01' };

function reportOf(
  requirements: readonly RequirementResult[],
  failOn: 'must' | 'should' = 'must',
): ConformanceReport {
  return { ...exampleReport, contract, run: { ...exampleReport.run, failOn }, requirements };
}

/** What became of one requirement. */
function change(
  then: Partial<RequirementResult> & { verdict: Verdict },
  now: Partial<RequirementResult> & { verdict: Verdict },
  failOn: 'must' | 'should' = 'must',
): Change | undefined {
  const [before, after] = [then, now].map((given) => [result('AAA-01', given.verdict, given)]);
  const { changes } = differenceOf(reportOf(before ?? [], failOn), reportOf(after ?? [], failOn));
  expect(changes.length).toBeLessThan(2);
  return changes[0];
}

const seen = (received: string, because?: string): { findings: Finding[] } => ({
  findings: [
    { received, expected: '4xx', exchanges: ['api-0001'], ...(because !== undefined && { because }) },
  ],
});

for (const [then, now, kind, worse] of [
  ['passed', 'failed', 'broken', true],
  ['inapplicable', 'failed', 'broken', true],
  ['untested', 'failed', 'broken', true],
  ['passed', 'warned', 'broken', false],
  ['passed', 'untested', 'lost', true],
  ['passed', 'inconclusive', 'lost', true],
  ['inapplicable', 'error', 'lost', true],
  ['failed', 'inconclusive', 'lost', false],
  ['failed', 'passed', 'fixed', false],
  ['warned', 'passed', 'fixed', false],
  ['untested', 'passed', 'decided', false],
  ['inconclusive', 'inapplicable', 'decided', false],
  ['inapplicable', 'passed', 'decided', false],
  ['passed', 'inapplicable', 'other', false],
  ['failed', 'inapplicable', 'other', false],
] as const)
  test(`${then} → ${now} is ${kind}${worse ? ' and worse' : ''}`, () => {
    expect(change({ verdict: then }, { verdict: now })).toMatchObject({ kind, worse, from: then, to: now });
  });

for (const [then, now] of [
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['untested', 'inconclusive'],
] as const)
  test(`${then} → ${now} with the same findings is no change`, () => {
    expect(change({ verdict: then }, { verdict: now })).toBeUndefined();
  });

test('a broken SHOULD is worse where it fails the new run', () => {
  expect(change({ verdict: 'passed' }, { verdict: 'warned' }, 'should')).toMatchObject({ worse: true });
});

test('a waiver makes a new failure bearable, and its end is one', () => {
  const [failed, waived] = [{ verdict: 'failed' } as const, { verdict: 'failed', waiver } as const];
  expect(change({ verdict: 'passed' }, waived)).toMatchObject({ kind: 'broken', worse: false, to: 'waived' });
  expect(change(waived, failed)).toMatchObject({ kind: 'broken', worse: true, from: 'waived' });
  expect(change(failed, waived)).toMatchObject({ kind: 'other', worse: false });
  expect(change(waived, { verdict: 'passed' })).toMatchObject({ kind: 'fixed' });
});

test('a requirement whose profile is not claimed any more is lost', () => {
  const upload = result('AAA-01', 'passed', { profile: 'upload' });
  const core = { ...reportOf([upload]), target: { ...exampleReport.target, profiles: ['core'] as const } };
  const [lost] = differenceOf(reportOf([upload]), core).changes;
  expect(lost).toMatchObject({ kind: 'lost', worse: true, from: 'passed', to: 'not claimed' });
});

test('other findings are other evidence; other values in them are not', () => {
  const of = (...given: Parameters<typeof seen>) => ({ verdict: 'failed', ...seen(...given) }) as const;
  expect(change(of('200 {"url":"a"}', 'length 12'), of('200 {"url":"b"}', 'length 13'))).toBeUndefined();
  expect(
    change(of('no https://a.test/[60 base64 eee0876747]'), of('no https://a.test/[59 hex a41f9c1d2e]')),
  ).toBeUndefined();
  const changed = change(of('200 {"url":"a"}'), of('500 {"url":"a"}'));
  expect(changed).toMatchObject({ kind: 'changed', worse: false });
  expect(changed?.gone.map(({ received }) => received)).toEqual(['200 {"url":"a"}']);
  expect(changed?.appeared.map(({ received }) => received)).toEqual(['500 {"url":"a"}']);
});

test('other sets of requirements are named, and none of that is worse', () => {
  const catalogue = { ...exampleReport.catalogue, version: '2.0.0', digest: `sha256:${'0'.repeat(64)}` };
  const newer = { ...reportOf([result('AAA-02', 'failed')]), catalogue };
  const difference = differenceOf(reportOf([result('AAA-01', 'passed')]), newer);
  expect(difference).toMatchObject({
    ...{ changes: [], added: [{ id: 'AAA-02', verdict: 'failed' }], removed: [{ id: 'AAA-01' }] },
  });
  const text = renderDifference(difference);
  expect(text).toContain('The sets of requirements differ: ');
  expect(text).toContain('\n  + AAA-02  MUST be AAA-02  failed\n  - AAA-01  MUST be AAA-01\n');
});

const verdicts = [
  'passed',
  'failed',
  'warned',
  'info',
  'inconclusive',
  'inapplicable',
  'untested',
  'error',
] as const;
const anyReport = fc
  .array(fc.tuple(fc.constantFrom(...verdicts), fc.boolean()), { minLength: 1, maxLength: 30 })
  .map((rows) =>
    reportOf(
      rows.map(([verdict, isWaived], index) => {
        const canBe = isWaived && (verdict === 'failed' || verdict === 'warned');
        return result(`AAA-${String(index).padStart(2, '0')}`, verdict, canBe ? { waiver } : {});
      }),
    ),
  );

test('a report is no different from itself', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      expect(differenceOf(report, report).changes).toEqual([]);
      expect(renderDifference(differenceOf(report, report))).toMatch(/\n\nNothing changed\.\n$/);
    }),
  );
});

test('each requirement changes once at the most, worst first, and only what is broken or lost is worse', () => {
  fc.assert(
    fc.property(anyReport, anyReport, (older, newer) => {
      const { changes, added, removed } = differenceOf(older, newer);
      const ids = changes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(added.length - removed.length).toBe(newer.requirements.length - older.requirements.length);
      for (const { kind, worse } of changes)
        expect(!worse || kind === 'broken' || kind === 'lost').toBe(true);
      const kinds = changes.map(({ kind }) => kind);
      const order = ['broken', 'lost', 'changed', 'fixed', 'decided', 'other'];
      expect(kinds).toEqual([...kinds].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    }),
  );
});

test('the text groups changes by kind, and those for one reason together', () => {
  const reason = 'left out of this run';
  const older = reportOf(['01', '02', '03', '04'].map((number) => result(`AAA-${number}`, 'passed')));
  const newer = reportOf([
    result('AAA-01', 'failed', seen('200', 'one above')),
    ...['02', '03', '04'].map((number) => result(`AAA-${number}`, 'untested', { reason })),
  ]);
  const text = renderDifference(differenceOf(older, newer));
  expect(text).toContain(
    'New failures (1)\n  AAA-01  MUST be AAA-01  passed → failed\n    + one above: received 200, expected 4xx\n',
  );
  expect(text).toContain(`Not decided any more (3)\n  AAA-02…04  passed → untested\n    ${reason}\n`);
  expect(text).toMatch(/\nWorse: AAA-01…04\.\n$/);
});

test('the text never steers a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (received) => {
      const older = reportOf([result('AAA-01', 'passed')]);
      const newer = reportOf([result('AAA-01', 'failed', seen(`\u001b[2J\u202e${received}`))]);
      expect(renderDifference(differenceOf(older, newer))).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}](?<!\n)/u);
    }),
  );
});

test('reports on other contracts cannot be compared; one without the upload profile can', () => {
  const [one, other] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
  const of = (digest: string, overlayDigest?: string) => ({
    contract: { ...contract, digest, ...(overlayDigest !== undefined && { overlayDigest }) },
  });
  expect(differentContracts(of(one), of(one))).toBeUndefined();
  expect(differentContracts(of(one, one), of(one))).toBeUndefined();
  expect(differentContracts(of(one), of(other))).toBe(
    `An API 1.0.0 (sha256:${'a'.repeat(12)}…) and An API 1.0.0 (sha256:${'b'.repeat(12)}…)`,
  );
  expect(differentContracts(of(one, one), of(one, other))).toMatch(/^the upload profile of /);
});
