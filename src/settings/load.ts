import { readFileSync } from 'node:fs';
import { loadContract } from '../contract/contract.ts';
import { documentFile, suiteFile } from '../suite-files.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { readTargetFile, SettingsError } from './sources.ts';
import { readWaivers } from './waivers.ts';
import type { Waiver } from './waivers.ts';

/** Settings with the files that they name. */
export interface LoadedSettings extends Settings {
  readonly waivers: readonly Waiver[];
}

/** The settings of this process: its environment and the `target.yaml` of its folder. Throws a SettingsError. */
export async function loadSettings(): Promise<LoadedSettings> {
  const file = readTargetFile('target.yaml', suiteFile('schemas', 'target.schema.json'));
  const settings = readSettings({ environment: process.env, file }, await loadContract(documentFile));
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

/** Like loadSettings, but a wrong setting is one sentence on stderr and the end of the process, with exit code 3. */
export async function loadSettingsOrExit(): Promise<LoadedSettings> {
  try {
    return await loadSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  }
}
