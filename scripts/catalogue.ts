import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { CatalogueEntry } from '../src/report/collected.ts';
import { entryOf } from '../src/report/collected.ts';
import { suiteFile } from '../src/suite-files.ts';

/** The catalogue as the conformance tests declare it, collected by Playwright, in the order of the ids. */
export async function collectCatalogue(): Promise<CatalogueEntry[]> {
  const cli = join(suiteFile(), 'node_modules', '@playwright', 'test', 'cli.js');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TARGET_')));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'test', '--list', '--reporter=json'], {
    cwd: suiteFile(),
    env,
    maxBuffer: 2 ** 26,
  });
  const report = JSON.parse(stdout) as JSONReport;
  return report.suites.flatMap(entriesIn).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function entriesIn({ specs, suites = [] }: JSONReportSuite): CatalogueEntry[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.slice(0, 1).map(({ annotations }) => entryOf({ title, annotations })),
  );
  return [...own, ...suites.flatMap(entriesIn)];
}
