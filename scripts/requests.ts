import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { Budget } from '../src/budget.ts';
import { playwrightTest } from '../src/cli/playwright.ts';
import { entryOf } from '../src/report/collected.ts';
import { exchangesAttachment } from '../src/report/outcome.ts';
import type { RecordedExchange } from '../src/report/recorded.ts';
import { withoutTarget } from './without-target.ts';

/**
 * API requests that each check adds to a whole run with both profiles against the embedded reference server, by id; checks that
 * send nothing are left out. Throws when a check does not pass.
 */
export async function measureRequests(budget: Budget): Promise<Record<string, number>> {
  const reports = await mkdtemp(join(tmpdir(), 'flexportal-requests-'));
  const env = { ...withoutTarget(process.env), BUDGET: budget, REPORTS_DIR: reports };
  const child = spawn(process.execPath, playwrightTest('--reporter=json'), {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  await rm(reports, { recursive: true, force: true });
  const { suites, stats } = JSON.parse(output) as JSONReport;
  if (stats.unexpected > 0 || stats.expected === 0)
    throw new Error(`measureRequests: ${stats.unexpected} of the checks do not pass at ${budget}`);
  const counts = suites.flatMap(countsIn).filter(([, count]) => count > 0);
  return Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function countsIn({ specs, suites = [] }: JSONReportSuite): [string, number][] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ annotations, results }): [string, number] => {
      const attached = results.flatMap(({ attachments }) => attachments);
      const sent = attached
        .filter(({ name, body }) => name === exchangesAttachment && body !== undefined)
        .flatMap(({ body = '' }) => JSON.parse(Buffer.from(body, 'base64').toString()) as RecordedExchange[]);
      const { id } = entryOf({ title, annotations });
      return [id, sent.filter(({ channel }) => channel === 'api').length];
    }),
  );
  return [...own, ...suites.flatMap(countsIn)];
}
