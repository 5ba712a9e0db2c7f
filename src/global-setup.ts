import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { cleanUp } from './clean-up.ts';
import { loadContract } from './contract/contract.ts';
import { startClockControl } from './reference/clock-control.ts';
import { s3ObjectStore } from './reference/storage/s3-object-store.ts';
import type { ObjectStore } from './reference/storage/object-store.ts';
import { startReference } from './reference/start.ts';
import { writeLeftOvers } from './report/left-overs.ts';
import type { Run } from './run.ts';
import { closeRun, openRun } from './run.ts';
import { selectionOf } from './selection.ts';
import { plans } from './traffic/plan.ts';
import { loadSettings } from './settings/load.ts';
import { documentFile, outputDir } from './suite-files.ts';

/** Opens the run: against the target that is set, or against a reference server started for it. */
export default async function globalSetup({ argv }: FullConfig): Promise<() => Promise<void>> {
  const { target, reportsDir, budget, profiles, rateLimit, referenceStorage } = await loadSettings();
  await removeReport(reportsDir);
  const shared = { selection: selectionOf(argv), plan: plans[budget] };
  if (target !== undefined) {
    const run = openRun({ target, embedded: false, ...shared });
    return () => leave(run, reportsDir, rateLimit);
  }
  const reference = await startReference({
    choices: { uploads: profiles.includes('upload') },
    ...(referenceStorage !== undefined && { storage: () => storeAt(referenceStorage) }),
  });
  const control = await startClockControl(reference);
  const { origins, main, alt } = reference;
  const own = { url: origins.api, main, alt };
  const run = openRun({ target: own, embedded: true, clockControl: control.origin, ...shared });
  return async () => {
    await leave(run, reportsDir, rateLimit);
    await Promise.all([reference.close(), control.close()]);
  };
}

/** The store at an address; a wrong one is one sentence on stderr and the end of the process, like any wrong setting. */
async function storeAt(address: string): Promise<ObjectStore> {
  try {
    return await s3ObjectStore(address);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(3);
  }
}

/** Deletes what the run left on the target, notes what remains for the report, and closes the run. */
async function leave(run: Run, reportsDir: string, rateLimit: number | undefined): Promise<void> {
  const leftOvers = await cleanUp(run, await loadContract(documentFile), rateLimit);
  if (leftOvers.deleted + leftOvers.remaining.length > 0) {
    mkdirSync(outputDir(reportsDir), { recursive: true });
    writeLeftOvers(outputDir(reportsDir), leftOvers);
  }
  closeRun(run);
}

/** Removes what an earlier run wrote, so that a run that ends badly leaves no report that is not its own. */
async function removeReport(reportsDir: string): Promise<void> {
  const written = ['conformance.json', 'allure-results'];
  await Promise.all(written.map((name) => rm(join(reportsDir, name), { recursive: true, force: true })));
}
