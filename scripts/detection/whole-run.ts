import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReference } from '../../src/reference/start.ts';
import type { ConformanceReport } from '../../src/report/model.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import type { SuiteRun } from '../../tests/harness/run-suite.ts';
import { suiteFile } from '../../src/suite-files.ts';
import { runSuite } from '../../tests/harness/run-suite.ts';
import type { Observation } from './result.ts';
import type { Subject } from './subject.ts';

/** The report alone: the files for Allure would take a tenth of the time. */
const filter = ['--reporter', suiteFile('src', 'report', 'reporter.ts')];

/** Starts the server on a free port, runs the suite on it as its users do, and reads the report. */
export async function observeWholeRun(
  { name, options, profiles, realExpiry }: Subject,
  budget: string,
): Promise<Observation> {
  const reportsDir = await mkdtemp(join(tmpdir(), 'flexportal-detection-'));
  const server = await startReference(options);
  const started = performance.now();
  try {
    const settings = {
      ...asEnvironment({ url: server.origins.api, main: server.main, alt: server.alt }),
      TARGET_PROFILES: profiles.join(','),
      REAL_EXPIRY: realExpiry ? '1' : '0',
      BUDGET: budget,
    };
    const run = await runSuite(settings, { reportsDir, filter });
    const seconds = Math.round((performance.now() - started) / 1000);
    return { name, budget, ...readOff(run), seconds };
  } finally {
    await server.close();
    await rm(reportsDir, { recursive: true, force: true });
  }
}

function readOff(run: SuiteRun): Omit<Observation, 'name' | 'budget' | 'seconds'> {
  let report: ConformanceReport;
  try {
    report = run.report();
  } catch {
    const output = (run.stderr + run.stdout).slice(-2000);
    return { conclusion: 'no report', failed: [], warned: [], undecided: [], requests: 0, output };
  }
  const { requirements, verdict } = report;
  const { api, storage } = report.run.requests;
  const idsOf = (...verdicts: readonly string[]) =>
    requirements.filter((each) => verdicts.includes(each.verdict)).map(({ id }) => id);
  return {
    conclusion: verdict.conclusion,
    failed: idsOf('failed'),
    warned: idsOf('warned'),
    undecided: idsOf('inconclusive', 'error'),
    requests: api + storage,
  };
}
