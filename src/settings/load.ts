import { loadContract } from '../contract/contract.ts';
import { documentFile, suiteFile } from '../suite-files.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { readTargetFile, SettingsError } from './sources.ts';

/** The settings of this process: its environment and the `target.yaml` of its folder. Throws a SettingsError. */
export async function loadSettings(): Promise<Settings> {
  const file = readTargetFile('target.yaml', suiteFile('schemas', 'target.schema.json'));
  return readSettings({ environment: process.env, file }, await loadContract(documentFile));
}

/** Like loadSettings, but a wrong setting is one sentence on stderr and the end of the process, with exit code 3. */
export async function loadSettingsOrExit(): Promise<Settings> {
  try {
    return await loadSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  }
}
