import { readFileSync } from 'node:fs';
import { loadContract } from '../contract/contract.ts';
import { documentFile, suiteFile } from '../suite-files.ts';
import { readReportsDir, readSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { readTargetFile, SettingsError } from './sources.ts';
import type { Sources } from './sources.ts';
import { readWaivers } from './waivers.ts';
import type { Waiver } from './waivers.ts';

/** Settings with the files that they name. */
export interface LoadedSettings extends Settings {
  readonly waivers: readonly Waiver[];
}

/** The settings of this process: its environment and the `target.yaml` of its folder. Throws a SettingsError. */
export async function loadSettings(): Promise<LoadedSettings> {
  const settings = readSettings(sourcesOfProcess(), await loadContract(documentFile));
  return { ...settings, waivers: waiversIn(settings) };
}

function waiversIn({ waiversFile }: Settings): Waiver[] {
  if (waiversFile === undefined) return [];
  const catalogue = readFileSync(suiteFile('specs', 'catalogue.json'), 'utf8');
  return readWaivers(
    waiversFile,
    suiteFile('schemas', 'waivers.schema.json'),
    JSON.parse(catalogue) as Parameters<typeof readWaivers>[2],
  );
}

function sourcesOfProcess(): Sources {
  const file = readTargetFile('target.yaml', suiteFile('schemas', 'target.schema.json'));
  return { environment: process.env, file };
}

/** Like loadSettings, but a wrong setting is one sentence on stderr and the end of the process, with exit code 3. */
export function loadSettingsOrExit(): Promise<LoadedSettings> {
  return loadSettings().catch(exitIfWrong);
}

/** The folder for everything that the run writes, without waiting for the other settings; ends the process in the same way. */
export function reportsDirOrExit(): string {
  try {
    return readReportsDir(sourcesOfProcess());
  } catch (error) {
    return exitIfWrong(error);
  }
}

function exitIfWrong(error: unknown): never {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return process.exit(3);
}
