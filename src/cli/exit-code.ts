import type { ConformanceReport } from '../report/model.ts';

/** How the test runner ended: its exit status, or the signal that killed it. */
export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a shell calls a program that was ended with Ctrl-C. */
const interruptedStatus = 130;

/**
 * The exit code of a run: that of its report, 130 when it was interrupted, and 3 when there is no report, or when the runner
 * failed although the report says that nothing is violated.
 */
export function exitCodeOf(
  { status, signal }: Ending,
  report: Pick<ConformanceReport, 'verdict'> | undefined,
): number {
  if (status === interruptedStatus || signal === 'SIGINT') return interruptedStatus;
  if (report === undefined) return 3;
  const { exitCode } = report.verdict;
  return exitCode === 0 && status !== 0 ? 3 : exitCode;
}

/** Why the exit code is not that of the report, in one sentence; undefined when it is, or when the user interrupted. */
export function complaintOf(
  ending: Ending,
  report: Pick<ConformanceReport, 'verdict'> | undefined,
): string | undefined {
  const code = exitCodeOf(ending, report);
  if (code === interruptedStatus || code === report?.verdict.exitCode) return undefined;
  const how = ending.signal === null ? `exit status ${ending.status}` : `signal ${ending.signal}`;
  return report === undefined
    ? `No verdict: the run ended without a report (${how} of the test runner).`
    : `No verdict: the test runner failed (${how}) behind a report that says "${report.verdict.sentence}"`;
}
