import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { Budget } from '../src/budget.ts';
import { playwrightTest, printingJson } from '../src/cli/playwright.ts';
import { entryOf } from '../src/report/collected.ts';
import type { Outcome } from '../src/report/outcome.ts';
import { exchangesAttachment, outcomeAttachment } from '../src/report/outcome.ts';
import type { Party } from '../src/report/party.ts';
import type { RecordedExchange } from '../src/report/recorded.ts';
import type { RunFacts } from '../src/report/run-facts.ts';
import { runAttachment } from '../src/report/run-facts.ts';
import { isPassive } from '../src/selection.ts';
import { withoutTarget } from './without-target.ts';

/** What the check of one requirement did in a run against the reference server. */
export interface RanCheck {
  readonly id: string;
  /** Area: the folder of its test. */
  readonly folder: string;
  /** True when it judges what others sent. */
  readonly passive: boolean;
  /** What it sent itself. */
  readonly sent: readonly RecordedExchange[];
  /** What it judged, whoever sent it, in the order of asking. */
  readonly judged: readonly RecordedExchange[];
}

/** A whole run against the embedded reference server, with both profiles. */
export interface ReferenceRun {
  readonly checks: readonly RanCheck[];
  readonly party: Omit<Party, 'shard'>;
}

interface Result {
  readonly id: string;
  readonly folder: string;
  readonly passive: boolean;
  readonly attached: <T>(name: string) => T[];
}

/** Runs the suite in a process of its own; throws when a check does not pass. */
export async function runAgainstReference(budget: Budget): Promise<ReferenceRun> {
  const reports = await mkdtemp(join(tmpdir(), 'flexportal-reference-run-'));
  const env = { ...printingJson(withoutTarget(process.env)), BUDGET: budget, REPORTS_DIR: reports };
  const child = spawn(process.execPath, playwrightTest('--reporter=json'), {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  await rm(reports, { recursive: true, force: true });
  const { suites, stats } = JSON.parse(output) as JSONReport;
  if (stats.unexpected > 0 || stats.expected === 0)
    throw new Error(`runAgainstReference: ${stats.unexpected} of the checks do not pass at ${budget}`);
  const results = suites.flatMap(resultsIn);
  const [facts] = results.flatMap(({ attached }) => attached<RunFacts>(runAttachment));
  if (facts === undefined) throw new Error('runAgainstReference: no test says what the run was');
  return { checks: checksOf(results), party: facts.party };
}

function checksOf(results: readonly Result[]): RanCheck[] {
  const sentBy = (result: Result): RecordedExchange[] =>
    result.attached<RecordedExchange[]>(exchangesAttachment).flat();
  const known = new Map(results.flatMap(sentBy).map((exchange) => [exchange.id, exchange]));
  return results
    .map((result) => ({
      id: result.id,
      folder: result.folder,
      passive: result.passive,
      sent: sentBy(result),
      judged: result
        .attached<Outcome>(outcomeAttachment)
        .flatMap(({ evidence }) => evidence.flatMap((id) => known.get(id) ?? []))
        .sort((one, other) => (one.asked ?? 0) - (other.asked ?? 0)),
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function resultsIn({ specs, suites = [] }: JSONReportSuite): Result[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ annotations, results }): Result => {
      const attachments = results.flatMap((result) => result.attachments);
      return {
        id: entryOf({ title, annotations }).id,
        folder: basename(dirname(file)),
        passive: isPassive(file),
        attached: <T>(wanted: string) =>
          attachments
            .filter(({ name, body }) => name === wanted && body !== undefined)
            .map(({ body = '' }) => JSON.parse(Buffer.from(body, 'base64').toString()) as T),
      };
    }),
  );
  return [...own, ...suites.flatMap(resultsIn)];
}
