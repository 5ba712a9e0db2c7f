import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startReference } from './reference/start.ts';
import { closeRun, openRun } from './run.ts';
import { loadSettings } from './settings/load.ts';

/** Opens the run: against the target that is set, or against a reference server started for it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { target, reportsDir } = await loadSettings();
  await removeReport(reportsDir);
  if (target !== undefined) {
    const run = openRun(target, false);
    return () => {
      closeRun(run);
      return Promise.resolve();
    };
  }
  const reference = await startReference();
  const run = openRun({ url: reference.origins.api, main: reference.main, alt: reference.alt }, true);
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
