import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { replayedTarget, replayVariable } from '../replay/party.ts';
import type { ConformanceReport } from '../report/model.ts';
import type { Party } from '../report/party.ts';
import { reportFile } from '../report/write.ts';
import { asEnvironment } from '../settings/as-environment.ts';
import { SettingsError } from '../settings/sources.ts';
import { blobDir } from '../suite-files.ts';
import { playwrightMerge, playwrightTest } from './playwright.ts';

/**
 * Runs the suite again with the exchanges of a report in place of the target, and gives the report on that: once for each process of
 * the run, and for shards their merge. `folder` is empty and private. Throws a SettingsError when no report comes of it.
 */
export async function replayed(report: ConformanceReport, folder: string): Promise<ConformanceReport> {
  const { shards, parties } = report.run;
  if (shards !== undefined && parties.some(({ shard }) => shard?.total !== shards))
    throw new SettingsError(
      `the report is merged of ${shards} shards, and not all of run.parties are (run.shards)`,
    );
  const record = join(folder, 'record.json');
  await writeFile(record, JSON.stringify(report));
  const parts: string[] = [];
  let output = '';
  for (const [index, party] of parties.entries()) {
    const part = join(folder, `part-${index + 1}`);
    const environment = { ...settingsOf(report, party), [replayVariable]: record, REPORTS_DIR: part };
    output = await ended(playwrightTest(...selectionOf(report, party)), folder, environment);
    parts.push(part);
  }
  if (shards === undefined) return readReplay(parts[0] ?? folder, output);
  const [blobs, merged] = [join(folder, 'blobs'), join(folder, 'merged')];
  await mkdir(blobs);
  for (const part of parts) await copyFiles(blobDir(part), blobs);
  output = await ended(playwrightMerge(blobs), folder, { REPORTS_DIR: merged });
  return readReplay(merged, output);
}

async function readReplay(reportsDir: string, output: string): Promise<ConformanceReport> {
  try {
    return JSON.parse(await readFile(reportFile(reportsDir), 'utf8')) as ConformanceReport;
  } catch (cause) {
    throw new SettingsError(`no run can be made of what the report says of its settings: ${output.trim()}`, {
      cause,
    });
  }
}

/** Copies the files of a folder, which a shard that did not run has not made. */
async function copyFiles(from: string, into: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  for (const name of names) await cp(join(from, name), join(into, name));
}

/** The variables that set a run up as the report tells of it. */
function settingsOf({ target, run }: ConformanceReport, party: Party): Record<string, string> {
  return {
    ...asEnvironment(replayedTarget(party)),
    TARGET_PROFILES: target.profiles.join(','),
    BUDGET: run.budget,
    FC_SEED: String(run.seed),
    ...(run.path !== undefined && { FC_PATH: String(run.path) }),
    FAIL_ON: run.failOn,
    REAL_EXPIRY: run.realExpiry ? '1' : '0',
  };
}

/** What of a run variables do not set. Throws a SettingsError for what would be another option. */
function selectionOf({ run: { selection } }: ConformanceReport, { shard }: Party): string[] {
  const option = selection.files.find((name) => name.startsWith('-'));
  if (option !== undefined)
    throw new SettingsError(`the report selects a file by "${option}", which is none`);
  return [
    ...(selection.grep === undefined ? [] : [`--grep=${selection.grep}`]),
    ...(shard === undefined ? [] : [`--shard=${shard.current}/${shard.total}`]),
    ...selection.files,
  ];
}

/** Variables of the user's that would change what a run does. */
const foreign =
  /^(TARGET|FC|PLAYWRIGHT|REFERENCE|CONFORMANCE)_|^(BUDGET|RATE_LIMIT|REAL_EXPIRY|FAIL_ON|WAIVERS|REPORTS_DIR|GITHUB_ACTIONS)$/;

/** Runs Node in a folder without a `target.yaml`. Resolves to the last of what it printed, in whatever way it ended. */
async function ended(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...Object.fromEntries(own), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return `${output}${errors}`.slice(-500);
}
