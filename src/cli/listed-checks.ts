import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { CatalogueEntry } from '../report/collected.ts';
import { entryOf } from '../report/collected.ts';
import { isPassive, selectsNothing } from '../selection.ts';
import { playwrightTest, printingJson } from './playwright.ts';

/** A check of the suite as Playwright lists it. */
export interface ListedCheck {
  readonly entry: CatalogueEntry;
  readonly tags: readonly string[];
  /** True when it judges what the run sends; Playwright runs such a check whatever the filter is. */
  readonly passive: boolean;
}

/**
 * The checks that Playwright would run for its arguments, in the order of their ids; none when its arguments select none.
 * Nothing is sent. Throws when a test file cannot be loaded.
 */
export async function listedChecks(
  selection: readonly string[] = [],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ListedCheck[]> {
  const child = spawn(process.execPath, playwrightTest('--list', '--reporter=json', ...selection), {
    env: printingJson(environment),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (!output.startsWith('{')) throw new Error(`listedChecks: Playwright lists nothing: ${output}`);
  const { suites, errors } = JSON.parse(output) as JSONReport;
  const problems = errors.map(({ message }) => message ?? 'unknown error');
  if (problems.some(selectsNothing)) return [];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return suites.flatMap(checksIn).sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

function checksIn({ specs, suites = [] }: JSONReportSuite): ListedCheck[] {
  const own = specs.flatMap(({ title, tags, file, tests }) =>
    tests.slice(0, 1).map(({ annotations }) => ({
      entry: entryOf({ title, annotations }),
      // Playwright's list leaves the @ out.
      tags: tags.map((tag) => `@${tag}`),
      passive: isPassive(file),
    })),
  );
  return [...own, ...suites.flatMap(checksIn)];
}
