import { expect, test } from '@playwright/test';
import { conformance } from '../../../src/cli/conformance.ts';
import type { Difference } from '../../../src/report/difference.ts';
import type { RequirementResult } from '../../../src/report/model.ts';
import { exampleReport } from '../report/example-report.ts';
import { result } from '../report/result.ts';
import { captured } from './captured.ts';
import { fileOf } from './report-files.ts';

const reportOf = (...requirements: RequirementResult[]) => ({ ...exampleReport, requirements });
const sound = reportOf(result('AAA-01', 'passed'));
const broken = reportOf(result('AAA-01', 'failed'));

test('1 when something got worse, 0 when not', async ({}, info) => {
  const [old, now] = [fileOf(info, 'old.json', sound), fileOf(info, 'new.json', broken)];
  const worse = captured();
  expect(await conformance(['diff', old, now], worse)).toBe(1);
  expect(worse.stdout.text()).toMatch(/\nWorse: AAA-01\.\n$/);
  const better = captured();
  expect(await conformance(['diff', now, old], better)).toBe(0);
  expect(better.stdout.text()).toMatch(/Fixed \(1\)\n {2}AAA-01 [^]+\nNothing got worse\.\n$/);
});

test('--json prints the same as a value', async ({}, info) => {
  const files = [fileOf(info, 'old.json', sound), fileOf(info, 'new.json', broken)];
  const output = captured();
  expect(await conformance(['diff', ...files, '--json'], output)).toBe(1);
  const { changes } = JSON.parse(output.stdout.text()) as Difference;
  expect(changes).toMatchObject([
    { kind: 'broken', id: 'AAA-01', from: 'passed', to: 'failed', worse: true },
  ]);
});

const other = { ...exampleReport.contract, digest: `sha256:${'0'.repeat(64)}` };
for (const [what, content, sentence] of [
  ['is missing', undefined, /new\.json: the file cannot be read \(ENOENT\)\n$/],
  ['is no JSON', '{"formatVersion": 1', /new\.json: it is not JSON\n$/],
  ['is no report', { formatVersionOf: 1 }, /new\.json: it is no conformance report\n$/],
  ['is null', 'null', /new\.json: it is no conformance report\n$/],
  [
    'has another format',
    { formatVersion: 2 },
    /new\.json: the report has format 2; this suite reads format 1\n$/,
  ],
  [
    'does not keep the schema',
    { ...sound, counts: {} },
    /new\.json: it is no conformance report: \/counts must have required property 'MUST'\n$/,
  ],
  [
    'is on another contract',
    { ...sound, contract: other },
    /old\.json and \S+new\.json cannot be compared, they are on different contracts: An API 1\.0\.0 \(sha256:c0ffee00c0ff…\) and An API 1\.0\.0 \(sha256:0{12}…\)\n$/,
  ],
] as const)
  test(`3, in one sentence: the new file ${what}`, async ({}, info) => {
    const old = fileOf(info, 'old.json', sound);
    const now = content === undefined ? info.outputPath('new.json') : fileOf(info, 'new.json', content);
    const output = captured();
    expect(await conformance(['diff', old, now], output)).toBe(3);
    expect(output.stderr.text()).toMatch(sentence);
    expect(output.stderr.text().trim().split('\n')).toHaveLength(1);
    expect(output.stdout.text()).toBe('');
  });
