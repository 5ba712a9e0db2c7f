import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { renderAnnotations } from '../../../src/report/annotations.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { inAnotherShard } from '../../../src/report/required-set.ts';
import { lost } from '../../../src/report/verdict.ts';
import type { ConformanceReport, RequirementResult } from '../../../src/report/model.ts';
import { exampleReport } from './example-report.ts';
import { result } from './result.ts';

const waiver = { reason: 'known', owner: 'me', until: '2030-01-01' };
const requirements = [
  result('AAA-01', 'passed'),
  result('AAA-02', 'failed'),
  result('AAA-03', 'failed', { waiver }),
  result('BBB-01', 'inconclusive', { reason: 'no file' }),
  result('BBB-02', 'warned'),
  result('BBB-03', 'untested', { reason: 'left out' }),
];

function reportOf(
  results: readonly RequirementResult[],
  failOn: 'must' | 'should' = 'must',
): ConformanceReport {
  const { requirements: _, run, ...rest } = exampleReport;
  return { ...(rest as ConformanceReport), run: { ...run, failOn }, requirements: results };
}

test('JUnit: failures, errors and skipped cases, counted by area', () => {
  const junit = renderJunit(reportOf(requirements));
  expect(junit).toContain('<testsuite name="suite.AAA" tests="3" failures="1" errors="0" skipped="1"');
  expect(junit).toContain('<testsuite name="suite.BBB" tests="3" failures="0" errors="1" skipped="1"');
  expect(junit).toContain('<testcase classname="AAA" name="AAA-01 MUST be AAA-01"/>');
  expect(junit).toContain('<failure type="MUST" message="received 200, expected 4xx">');
  expect(junit).toContain('<skipped message="waived until 2030-01-01: known"/>');
  expect(junit).toContain('<error message="inconclusive: no file"/>');
});

test('JUnit: a broken SHOULD is a failure only where it fails the run', () => {
  const warned = [result('AAA-01', 'warned')];
  const verdict = { conclusion: 'conformant', exitCode: 0, sentence: '' } as const;
  expect(renderJunit({ ...reportOf(warned), verdict })).not.toContain('<failure');
  expect(renderJunit(reportOf(warned, 'should'))).toContain('<failure');
});

test('JUnit: a lost check is an error, what another shard has is not', () => {
  const junit = renderJunit(
    reportOf([
      result('AAA-01', 'untested', { reason: `${lost} (shard 2 missing)` }),
      result('AAA-02', 'untested', { reason: `${lost} (${inAnotherShard})` }),
    ]),
  );
  expect(junit).toContain('<testsuite name="suite.AAA" tests="2" failures="0" errors="1" skipped="1"');
});

for (const { exitCode, results, element } of [
  { exitCode: 0, results: [result('AAA-01', 'passed')], element: '<system-out>' },
  { exitCode: 1, results: [result('AAA-01', 'failed')], element: '<system-out>' },
  { exitCode: 1, results: [result('AAA-01', 'passed')], element: '<failure message=' },
  { exitCode: 2, results: [result('AAA-01', 'passed')], element: '<error message=' },
  { exitCode: 3, results: [], element: '<error message=' },
] as const)
  test(`JUnit: the case of a run with exit code ${exitCode} and ${results.map(({ verdict }) => verdict).join() || 'nothing'} has ${element}`, () => {
    const verdict = { conclusion: 'error', exitCode, sentence: 'The sentence.' } as const;
    const junit = renderJunit({ ...reportOf(results), verdict });
    expect(junit).toContain(`<testcase classname="run" name="verdict">${element}`);
    expect(/<(failure|error) /.test(junit)).toBe(exitCode > 0);
  });

test('JUnit: whatever a target says, it is well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (received) => {
      const odd = result('AAA-01', 'failed', {
        findings: [{ received: `${received}\ud800\u0000]]>`, expected: 'x', exchanges: [] }],
      });
      const junit = renderJunit(reportOf([odd]));
      expect(junit).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      expect(junit.replace(/<\/?[a-z-]+(?: [a-z]+="[^"<>]*")*\/?>|<\?xml[^>]*\?>/g, '')).not.toMatch(
        /[<>]|&(?!\w+;)/,
      );
    }),
  );
});

test('annotations: the verdict first, then violations as errors and the rest as warnings', () => {
  const lines = renderAnnotations(reportOf(requirements)).trimEnd().split('\n');
  expect(lines).toEqual([
    '::error title=Conformance::Not conformant.',
    '::error title=AAA-02 MUST be AAA-02::failed: received 200, expected 4xx',
    '::warning title=AAA-03 MUST be AAA-03::failed, waived until 2030-01-01: received 200, expected 4xx',
    '::warning title=BBB-01 MUST be BBB-01::inconclusive: no file',
    '::warning title=BBB-02 MUST be BBB-02::warned: received 200, expected 4xx',
  ]);
});

test('annotations: a target cannot write a command of its own', () => {
  const evil = result('AAA-01', 'failed', {
    title: 'a, b: c',
    findings: [{ received: 'x\r\n::error::y%', expected: 'z', exchanges: [] }],
  });
  const lines = renderAnnotations(reportOf([evil]))
    .trimEnd()
    .split('\n');
  expect(lines[1]).toBe(
    '::error title=AAA-01 a%2C b%3A c::failed: received x%0D%0A::error::y%25, expected z',
  );
  expect(lines).toHaveLength(2);
});
