import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { cleanUp } from './clean-up.ts';
import { Evidence } from './client/evidence.ts';
import { evidenceFile } from './connection.ts';
import { scanAtExit } from './final-scan.ts';
import { guardOutput } from './guarded-output.ts';
import { loadContract } from './contract/contract.ts';
import { startClockControl } from './reference/clock-control.ts';
import { s3ObjectStore } from './reference/storage/s3-object-store.ts';
import type { ObjectStore } from './reference/storage/object-store.ts';
import { startReference } from './reference/start.ts';
import { writeLeftOvers } from './report/left-overs.ts';
import { liveSignatures } from './report/live-signatures.ts';
import type { RunFacts, Shard } from './report/run-facts.ts';
import { removeReport } from './report/write.ts';
import type { Run } from './run.ts';
import { closeRun, openRun } from './run.ts';
import { partyOf, replayVariable } from './replay/party.ts';
import { keysOf } from './secrets.ts';
import type { Selection } from './selection.ts';
import { selectionOf } from './selection.ts';
import { loadSettingsOrExit } from './settings/load.ts';
import type { LoadedSettings } from './settings/load.ts';
import type { Target } from './settings/settings.ts';
import { documentFile, outputDir, overlayFile } from './suite-files.ts';

/** Opens the run: against the target that is set, or against a reference server started for it. */
export default async function globalSetup({ argv, shard }: FullConfig): Promise<() => Promise<void>> {
  const settings = await loadSettingsOrExit();
  const { target, reportsDir, profiles, rateLimit, referenceStorage } = settings;
  // Once for all processes: workers need not check the documents again.
  if (profiles.includes('upload')) await loadContract(documentFile, overlayFile);
  await removeEarlier(reportsDir);
  const selection = selectionOf(argv);
  if (settings.path !== undefined && selection.grep === undefined)
    stop('FC_PATH: is one request of one check; name the check with --grep ID');
  const shared = {
    selection,
    reportsDir,
    rateLimit: shareOf(rateLimit, shard),
  };
  const replay = process.env[replayVariable];
  if (target !== undefined && replay !== undefined) {
    const run = openRun({ target, facts: factsOf(settings, target, selection, shard), replay, ...shared });
    return () => {
      closeRun(run);
      return Promise.resolve();
    };
  }
  if (target !== undefined)
    return guarded({ target, facts: factsOf(settings, target, selection, shard), ...shared });
  const reference = await startReference({
    choices: { uploads: profiles.includes('upload') },
    ...(referenceStorage !== undefined && { storage: () => storeAt(referenceStorage) }),
  });
  const control = await startClockControl(reference);
  const { origins, main, alt } = reference;
  const own = { url: origins.api, main, alt };
  const facts = factsOf(settings, own, selection, shard);
  const close = guarded({ target: own, facts, clockControl: control.origin, ...shared });
  return async () => {
    await close();
    await Promise.all([reference.close(), control.close()]);
  };
}

/** Opens a run whose secrets stay with it. Gives what closes it. */
function guarded(about: Parameters<typeof openRun>[0]): () => Promise<void> {
  const run = openRun(about);
  guardOutput(run.target);
  let signatures: readonly string[] = [];
  scanAtExit(run.reportsDir, () => ({ secrets: keysOf(run.target), signatures }));
  return async () => {
    try {
      signatures = liveSignatures(new Evidence(evidenceFile(run.directory)).all());
    } finally {
      await leave(run);
    }
  };
}

/** Shards run at the same time, against the same limit. */
function shareOf(rateLimit: number | undefined, shard: Shard | null): number | undefined {
  return rateLimit === undefined ? undefined : rateLimit / (shard?.total ?? 1);
}

function factsOf(
  { target: set, profiles, seed, budget, failOn, realExpiry, waivers, path }: LoadedSettings,
  target: Target,
  selection: Selection,
  shard: Shard | null,
): RunFacts {
  const secondOrganisation = target.alt !== undefined;
  return {
    id: randomUUID(),
    target: { url: target.url, embedded: set === undefined, profiles, secondOrganisation },
    ...{ seed, budget, failOn, realExpiry, selection, waivers },
    ...(path !== undefined && { path }),
    party: partyOf(target),
    ...(shard !== null && { shard: { current: shard.current, total: shard.total } }),
  };
}

/** The store at an address; a wrong one is one sentence on stderr and the end of the process, like any wrong setting. */
async function storeAt(address: string): Promise<ObjectStore> {
  try {
    return await s3ObjectStore(address);
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(3);
}

/** Deletes what the run left on the target, notes what remains for the report, and closes the run. */
async function leave(run: Run): Promise<void> {
  const { reportsDir } = run;
  const leftOvers = await cleanUp(run, await loadContract(documentFile));
  if (leftOvers.deleted + leftOvers.remaining.length > 0) {
    mkdirSync(outputDir(reportsDir), { recursive: true });
    writeLeftOvers(outputDir(reportsDir), leftOvers);
  }
  closeRun(run);
}

/** Removes what an earlier run wrote, so that a run that ends badly leaves no report that is not its own. */
async function removeEarlier(reportsDir: string): Promise<void> {
  await removeReport(reportsDir);
  const beside = ['allure-results', 'allure.html', 'blob'];
  await Promise.all(beside.map((name) => rm(join(reportsDir, name), { recursive: true, force: true })));
}
