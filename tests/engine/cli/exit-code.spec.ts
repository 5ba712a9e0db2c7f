import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { complaintOf, exitCodeOf } from '../../../src/cli/exit-code.ts';
import type { RunVerdict } from '../../../src/report/model.ts';

const sentence = 'a sentence.';
const reports = fc
  .constantFrom<RunVerdict['exitCode'][]>(0, 1, 2, 3)
  .map((exitCode) => ({ verdict: { conclusion: 'error', exitCode, sentence } as const }));
const endings = fc.oneof(
  fc.record({ status: fc.integer({ min: 0, max: 255 }), signal: fc.constant(null) }),
  fc.record({ status: fc.constant(null), signal: fc.constantFrom('SIGINT', 'SIGKILL', 'SIGSEGV') }),
);

test('0 means that the runner and the report both say so', () => {
  fc.assert(
    fc.property(endings, fc.option(reports, { nil: undefined }), (ending, report) => {
      const both = ending.status === 0 && report?.verdict.exitCode === 0;
      expect(exitCodeOf(ending, report) === 0).toBe(both);
    }),
  );
});

test('a violation in the report is 1 however the runner ended, unless the user interrupted it', () => {
  const [report] = fc.sample(
    reports.filter(({ verdict }) => verdict.exitCode === 1),
    1,
  );
  expect(exitCodeOf({ status: 1, signal: null }, report)).toBe(1);
  expect(exitCodeOf({ status: null, signal: 'SIGKILL' }, report)).toBe(1);
  expect(exitCodeOf({ status: 130, signal: null }, report)).toBe(130);
});

test('without a report it is 3, or 130 after an interrupt, and never green', () => {
  expect(exitCodeOf({ status: 0, signal: null }, undefined)).toBe(3);
  expect(exitCodeOf({ status: null, signal: 'SIGKILL' }, undefined)).toBe(3);
  expect(exitCodeOf({ status: null, signal: 'SIGINT' }, undefined)).toBe(130);
});

test('a code that is not that of the report is explained', () => {
  fc.assert(
    fc.property(endings, fc.option(reports, { nil: undefined }), (ending, report) => {
      const code = exitCodeOf(ending, report);
      const expected = code === 3 && report?.verdict.exitCode !== 3;
      expect(complaintOf(ending, report) !== undefined).toBe(expected);
    }),
  );
  expect(complaintOf({ status: null, signal: 'SIGKILL' }, undefined)).toBe(
    'No verdict: the run ended without a report (signal SIGKILL of the test runner).',
  );
});
