import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { conformance } from '../../../src/cli/conformance.ts';
import type { Comparison } from '../../../src/report/comparison.ts';
import { exampleReport } from '../report/example-report.ts';
import { result } from '../report/result.ts';
import { captured } from './captured.ts';
import { fileOf } from './report-files.ts';

const reportOf = (url: string, verdict: 'passed' | 'failed') => ({
  ...exampleReport,
  target: { ...exampleReport.target, url },
  requirements: [result('AAA-01', verdict)],
});
const [eu, us] = [reportOf('https://eu.test', 'passed'), reportOf('https://us.test', 'failed')];

test('writes page and data for any number of reports, in their order', async ({}, info) => {
  const files = [eu, us, reportOf('https://qatar.test', 'passed')].map((report, index) =>
    fileOf(info, `${index}.json`, report),
  );
  const out = info.outputPath('deep', 'out');
  const output = captured();
  expect(await conformance(['compare', ...files, '--out', out], output)).toBe(0);
  expect(output.stdout.text()).toBe(
    `${join(out, 'comparison.html')}\n${join(out, 'comparison.json')}\n3 targets differ in 1 of 1 requirements.\n`,
  );
  const { targets, requirements } = JSON.parse(
    readFileSync(join(out, 'comparison.json'), 'utf8'),
  ) as Comparison;
  expect(targets.map(({ name }) => name)).toEqual([
    'https://eu.test',
    'https://us.test',
    'https://qatar.test',
  ]);
  expect(requirements.map(({ verdicts }) => verdicts)).toEqual([['passed', 'failed', 'passed']]);
  expect(readFileSync(join(out, 'comparison.html'), 'utf8')).toContain('They differ in 1 of 1 requirement.');
});

test('reports on one target are not called targets', async ({}, info) => {
  const files = [eu, eu].map((report, index) => fileOf(info, `${index}.json`, report));
  const out = info.outputPath('out');
  const output = captured();
  expect(await conformance(['compare', ...files, '--out', out], output)).toBe(0);
  expect(output.stdout.text()).toContain('\n2 reports on 1 target differ in 0 of 1 requirements.\n');
  expect(readFileSync(join(out, 'comparison.html'), 'utf8')).toContain('2 reports on 1 target compared');
});

test('3: one report alone, another contract, a folder that cannot be written to', async ({}, info) => {
  const other = { ...us, contract: { ...us.contract, digest: `sha256:${'0'.repeat(64)}` } };
  const files = [eu, us, other].map((report, index) => fileOf(info, `${index}.json`, report));
  const [first = '', second = '', third = ''] = files;
  for (const [args, sentence] of [
    [[first], /^REPORTS… is missing \(conformance compare --help\)\n$/],
    [[first, second, third], /0\.json and \S+2\.json cannot be compared, they are on different contracts/],
    [[first, second, '--out', '/dev/null/x'], /^--out: the folder cannot be written to: \/dev\/null\/x\n$/],
  ] as const) {
    const output = captured();
    expect(await conformance(['compare', ...args], output)).toBe(3);
    expect(output.stderr.text()).toMatch(sentence);
    expect(output.stdout.text()).toBe('');
  }
});
