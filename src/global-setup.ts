import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { startClockControl } from './reference/clock-control.ts';
import { startReference } from './reference/start.ts';
import { closeRun, openRun } from './run.ts';
import { selectionOf } from './selection.ts';
import { plans } from './traffic/plan.ts';
import { loadSettings } from './settings/load.ts';

/** Opens the run: against the target that is set, or against a reference server started for it. */
export default async function globalSetup({ argv }: FullConfig): Promise<() => Promise<void>> {
  const { target, reportsDir, budget } = await loadSettings();
  await removeReport(reportsDir);
  const shared = { selection: selectionOf(argv), plan: plans[budget] };
  if (target !== undefined) {
    const run = openRun({ target, embedded: false, ...shared });
    return () => {
      closeRun(run);
      return Promise.resolve();
    };
  }
  const reference = await startReference();
  const control = await startClockControl(reference);
  const { origins, main, alt } = reference;
  const own = { url: origins.api, main, alt };
  const run = openRun({ target: own, embedded: true, clockControl: control.origin, ...shared });
  return async () => {
    closeRun(run);
    await Promise.all([reference.close(), control.close()]);
  };
}

/** Removes what an earlier run wrote, so that a run that ends badly leaves no report that is not its own. */
async function removeReport(reportsDir: string): Promise<void> {
  const written = ['conformance.json', 'allure-results'];
  await Promise.all(written.map((name) => rm(join(reportsDir, name), { recursive: true, force: true })));
}
