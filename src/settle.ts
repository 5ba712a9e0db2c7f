import type { TestInfo } from '@playwright/test';
import { Inconclusive, Violation } from './judge.ts';
import type { Outcome } from './report/outcome.ts';
import type { Settings } from './settings/settings.ts';

/** Makes Playwright's status fit the outcome: a MUST fails, a SHOULD is expected to, what is not decided is skipped. */
export function settle(outcome: Outcome, info: TestInfo, { failOn }: Settings): void {
  if (info.errors.length > 0) return;
  switch (outcome.verdict) {
    case 'warned':
      if (failOn === 'must') info.expectedStatus = 'failed';
      throw new Violation(info.title, outcome.findings);
    case 'failed':
      throw new Violation(info.title, outcome.findings);
    case 'inconclusive':
      if (!isReportedByUs(info)) throw new Inconclusive(info.title, outcome.reason ?? '');
      leave(info, outcome);
      return;
    case 'inapplicable':
    case 'untested':
      leave(info, outcome);
      return;
    case 'passed':
    case 'info':
    case 'error':
  }
}

function leave(info: TestInfo, { reason }: Outcome): void {
  if (info.status !== 'skipped') info.skip(true, reason);
}

/** True when our reporter is in the run: with `--reporter` on the command line it is not, and a skipped test would stay green. */
function isReportedByUs({ config }: TestInfo): boolean {
  return config.reporter.some(([name]) => name.includes('src/report/reporter'));
}
