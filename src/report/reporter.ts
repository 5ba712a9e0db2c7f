import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { loadContract } from '../contract/contract.ts';
import { currentRun } from '../run.ts';
import type { Run } from '../run.ts';
import { loadSettings } from '../settings/load.ts';
import { documentFile, operationUnderTest, outputDir, overlayFile, suiteFile } from '../suite-files.ts';
import { clockSkew } from './clock-skew.ts';
import type { CatalogueEntry } from './collected.ts';
import { entryOf, exchangesOf, keywordsOf, resultOf } from './collected.ts';
import { accountKeywords } from './keywords.ts';
import { readLeftOvers } from './left-overs.ts';
import type { ConformanceReport } from './model.ts';
import { readingsOf } from './readings.ts';
import { requiredSet } from './required-set.ts';
import { renderTerminal } from './terminal.ts';
import { concludeRun, countVerdicts } from './verdict.ts';

/** Playwright reporter: collects results, builds the report once at the end, writes it and says the verdict. */
export default class ConformanceReporter implements Reporter {
  readonly #results = new Map<TestCase, TestResult[]>();
  readonly #problems: string[] = [];
  #run: Run | undefined;
  #sharded = false;
  #startedAt = new Date();
  #done = 0;

  printsToStdio(): boolean {
    return true;
  }

  onBegin({ shard }: FullConfig, suite: Suite): void {
    this.#startedAt = new Date();
    this.#sharded = shard !== null;
    for (const test of suite.allTests()) this.#results.set(test, []);
    try {
      this.#run = currentRun();
      const shares = Object.entries(this.#run.plan).map(([list, most]) => `${list} ${most}`);
      process.stdout.write(`plan: ${shares.join(', ')}\n\n`);
    } catch {
      this.#problems.push('the run was not opened');
    }
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#results.get(test)?.push(result);
    this.#done += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r${this.#done} of ${this.#results.size} checks `);
  }

  onError({ message, value }: TestError): void {
    this.#problems.push(message ?? value ?? 'unknown error');
    process.stderr.write(`${message ?? value}\n`);
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] }> {
    if (process.stdout.isTTY) process.stdout.write('\r');
    if (this.#run === undefined) return { status: 'failed' };
    const report = await this.#report(this.#run, status === 'interrupted');
    const { reportsDir } = await loadSettings();
    mkdirSync(reportsDir, { recursive: true });
    writeFileSync(join(reportsDir, 'conformance.json'), `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(renderTerminal(report));
    if (status === 'interrupted') return { status };
    return { status: report.verdict.exitCode === 0 ? 'passed' : 'failed' };
  }

  async #report({ target, embedded }: Run, interrupted: boolean): Promise<ConformanceReport> {
    const { profiles, seed, budget, failOn, reportsDir } = await loadSettings();
    const contract = await loadContract(documentFile);
    const { overlayDigest } = profiles.includes('upload')
      ? await loadContract(documentFile, overlayFile)
      : contract;
    const suite = JSON.parse(readFileSync(suiteFile('package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    const exchanges = exchangesOf([...this.#results.values()].flat());
    const operation = contract.operation(operationUnderTest.method, operationUnderTest.path);
    const ran = [...this.#results].map(([test, results]) => resultOf(entryOf(test), results));
    const requirements = requiredSet(ran, readCatalogue(), { profiles, sharded: this.#sharded });
    const count = (channel: string): number =>
      exchanges.filter((exchange) => exchange.channel === channel).length;
    return {
      formatVersion: 1,
      suite: { name: suite.name, version: suite.version },
      contract: {
        title: contract.title,
        version: contract.version,
        operation: `${operationUnderTest.method} ${operationUnderTest.path}`,
        digest: contract.digest,
        ...(overlayDigest !== undefined && { overlayDigest }),
      },
      target: { url: target.url, embedded, profiles, secondOrganisation: target.alt !== undefined },
      run: {
        startedAt: this.#startedAt.toISOString(),
        endedAt: new Date().toISOString(),
        seed,
        budget,
        failOn,
        requests: { api: count('api'), storage: count('storage') },
        clockSkewSeconds: clockSkew(exchanges),
      },
      verdict: concludeRun(requirements, { failOn, profiles, problems: this.#problems, interrupted }),
      counts: countVerdicts(requirements),
      readings: readingsOf(exchanges, operation),
      leftOvers: readLeftOvers(outputDir(reportsDir)),
      requirements,
      keywords: accountKeywords(
        operation.request,
        [...this.#results].map(([test, results]) => ({
          id: entryOf(test).id,
          keywords: keywordsOf(results),
        })),
      ),
      exchanges,
    };
  }
}

function readCatalogue(): CatalogueEntry[] {
  return JSON.parse(readFileSync(suiteFile('specs', 'catalogue.json'), 'utf8')) as CatalogueEntry[];
}
