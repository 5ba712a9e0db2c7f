import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { startReference } from './reference/start.ts';
import { closeRun, openRun } from './run.ts';
import { selectionOf } from './selection.ts';
import { loadSettings } from './settings/load.ts';

/** Opens the run: against the target that is set, or against a reference server started for it. */
export default async function globalSetup({ argv }: FullConfig): Promise<() => Promise<void>> {
  const { target, reportsDir } = await loadSettings();
  await removeReport(reportsDir);
  const selection = selectionOf(argv);
  if (target !== undefined) {
    const run = openRun({ target, embedded: false, selection });
    return () => {
      closeRun(run);
      return Promise.resolve();
    };
  }
  const reference = await startReference();
  const { origins, main, alt } = reference;
  const run = openRun({ target: { url: origins.api, main, alt }, embedded: true, selection });
  return async () => {
    closeRun(run);
    await reference.close();
  };
}

/** Removes what an earlier run wrote, so that a run that ends badly leaves no report that is not its own. */
async function removeReport(reportsDir: string): Promise<void> {
  const written = ['conformance.json', 'allure-results'];
  await Promise.all(written.map((name) => rm(join(reportsDir, name), { recursive: true, force: true })));
}
