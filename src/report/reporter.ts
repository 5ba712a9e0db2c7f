import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { currentRun } from '../run.ts';
import type { Run } from '../run.ts';
import { nothingSelected, selectsNothing } from '../selection.ts';
import { blobDir, outputDir } from '../suite-files.ts';
import { renderAnnotations } from './annotations.ts';
import { buildReport } from './build.ts';
import { entryOf, exchangesOf, factsOf } from './collected.ts';
import { readLeftOvers } from './left-overs.ts';
import type { MergedFacts } from './run-facts.ts';
import { mergeFacts, partiesOf } from './run-facts.ts';
import { readShardLeftOvers, writeShardLeftOvers } from './shard-left-overs.ts';
import { Progress, showProgress } from './terminal-progress.ts';
import { renderTerminal } from './terminal.ts';
import { writeReport } from './write.ts';

/** How a configuration sets the reporter up. */
interface ReporterOptions {
  /** For the report on shards that ran elsewhere: the folder with their blobs, and the one for the report. Absent in a run. */
  readonly merges?: { readonly from: string; readonly into: string };
}

/** Playwright reporter: collects results, builds the report once at the end, writes it and says the verdict. */
export default class ConformanceReporter implements Reporter {
  readonly #merges: ReporterOptions['merges'];
  readonly #tests = new Map<TestCase, TestResult[]>();
  readonly #problems: string[] = [];
  #run: Run | undefined;
  #progress: Progress | undefined;
  #endProgress: () => void = () => undefined;

  constructor({ merges }: ReporterOptions) {
    this.#merges = merges;
  }

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    for (const test of suite.allTests()) this.#tests.set(test, []);
    if (this.#merges !== undefined) return;
    this.#progress = new Progress(this.#tests.size, Date.now());
    this.#endProgress = showProgress(this.#progress, process.stdout);
    try {
      this.#run = currentRun();
    } catch {
      this.#problems.push('the run was not opened');
    }
  }

  onTestBegin(test: TestCase): void {
    this.#progress?.begins(entryOf(test), Date.now());
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#tests.get(test)?.push(result);
    this.#progress?.ends(entryOf(test).id, exchangesOf([result]).length);
  }

  onError({ message, value }: TestError): void {
    const problem = message ?? value ?? 'unknown error';
    this.#problems.push(problem);
    process.stderr.write(`${selectsNothing(problem) ? nothingSelected : problem}\n`);
  }

  async onEnd(ended: FullResult): Promise<{ status: FullResult['status'] }> {
    this.#endProgress();
    const reportsDir = this.#merges?.into ?? this.#run?.reportsDir;
    const merged = this.#facts();
    if (reportsDir === undefined || merged === undefined) return this.#exit(3, ended);
    const { shard } = merged.facts;
    const leftOvers =
      this.#merges === undefined
        ? readLeftOvers(outputDir(reportsDir))
        : readShardLeftOvers(this.#merges.from);
    if (shard !== undefined) writeShardLeftOvers(blobDir(reportsDir), shard, leftOvers);
    const tests = this.#tests;
    const report = await buildReport({ tests, merged, ended, problems: this.#problems, leftOvers });
    writeReport(reportsDir, report);
    process.stdout.write(renderTerminal(report));
    // Of shards only their merge: else each finding of a passive check would be there several times.
    if (process.env['GITHUB_ACTIONS'] === 'true' && shard === undefined)
      process.stdout.write(renderAnnotations(report));
    return this.#exit(report.verdict.exitCode, ended);
  }

  #facts(): MergedFacts | undefined {
    if (this.#run !== undefined) {
      const { facts } = this.#run;
      return { facts, parties: partiesOf([facts]), missing: [], problems: [] };
    }
    return mergeFacts(factsOf([...this.#tests.values()].flat()));
  }

  #exit(code: number, { status }: FullResult): { status: FullResult['status'] } {
    // `merge-reports` exits 0 whatever status a reporter gives.
    if (this.#merges !== undefined) process.once('exit', () => (process.exitCode = code));
    if (status === 'interrupted') return { status };
    return { status: code === 0 ? 'passed' : 'failed' };
  }
}
