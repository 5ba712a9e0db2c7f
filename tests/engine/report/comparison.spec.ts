import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/contract/json.ts';
import { comparisonOf } from '../../../src/report/comparison.ts';
import { renderComparison } from '../../../src/report/comparison-page.ts';
import type { ConformanceReport, RequirementResult } from '../../../src/report/model.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { exampleReport } from './example-report.ts';
import { result } from './result.ts';

const schema = JSON.parse(readFileSync(suiteFile('schemas', 'comparison.schema.json'), 'utf8')) as JsonObject;
const failuresOf = compile(schema);
const waiver = { reason: 'known', owner: 'me', until: '2030-01-01' };

function reportOf(
  url: string,
  requirements: readonly RequirementResult[],
  startedAt = exampleReport.run.startedAt,
): ConformanceReport {
  const { target, run } = exampleReport;
  return { ...exampleReport, target: { ...target, url }, run: { ...run, startedAt }, requirements };
}

const eu = reportOf('https://eu.test', [
  result('AAA-01', 'passed'),
  result('AAA-02', 'passed'),
  result('AAA-03', 'failed', { waiver }),
]);
const us = reportOf('https://us.test', [
  result('AAA-01', 'passed'),
  result('AAA-02', 'failed'),
  result('AAA-03', 'failed', { waiver }),
  result('AAA-04', 'inconclusive'),
]);

test('requirements in which targets differ come first; each has a word for each target', () => {
  const comparison = comparisonOf(eu, us);
  const rows = comparison.requirements.map(({ id, differs, verdicts }) => [id, differs, ...verdicts]);
  expect(rows).toEqual([
    ['AAA-02', true, 'passed', 'failed'],
    ['AAA-04', true, 'missing', 'inconclusive'],
    ['AAA-01', false, 'passed', 'passed'],
    ['AAA-03', false, 'waived', 'waived'],
  ]);
  expect(failuresOf(comparison)).toEqual([]);
});

test('targets are named by their URLs, and always told apart', () => {
  const later = '2025-01-16T11:30:00.000Z';
  const reports = [eu, us, reportOf('https://eu.test', [], later), reportOf('https://eu.test', [], later)];
  const names = comparisonOf(eu, ...reports.slice(1)).targets.map(({ name }) => name);
  expect(names).toEqual([
    `https://eu.test ${exampleReport.run.startedAt}`,
    'https://us.test',
    `https://eu.test ${later} #3`,
    `https://eu.test ${later} #4`,
  ]);
});

test('the schema refuses what is no comparison', () => {
  const comparison = comparisonOf(eu, us);
  const [first] = comparison.requirements;
  for (const broken of [
    { ...comparison, targets: comparison.targets.slice(1) },
    { ...comparison, requirements: [{ ...first, verdicts: ['passed', 'good'] }] },
    { ...comparison, another: 1 },
  ])
    expect(failuresOf(JSON.parse(JSON.stringify(broken)))).not.toEqual([]);
});

test('the page has a row for each requirement and no script, and what a report says stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const evil = `${text}<script>"'&`;
      const page = renderComparison(
        comparisonOf(us, reportOf('https://a.test/<script>', [result('AAA-01', 'passed', { title: evil })])),
      );
      expect(page).not.toContain('<script');
      expect(page.match(/<tr role="row"/g)).toHaveLength(3 + 2 + 4);
      expect(page).toContain('&lt;script&gt;&quot;&#39;&amp;');
    }),
  );
});

test('the page says how many requirements differ, and marks runs with other sets of requirements', () => {
  expect(renderComparison(comparisonOf(eu, us))).toContain('They differ in 2 of 4 requirements.</p>');
  const catalogue = { ...us.catalogue, digest: `sha256:${'0'.repeat(64)}` };
  expect(renderComparison(comparisonOf(eu, { ...us, catalogue }))).toContain(
    'different sets of requirements',
  );
});
