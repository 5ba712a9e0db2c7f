import { startReference } from './reference/start.ts';
import { closeRun, openRun } from './run.ts';
import { loadSettings } from './settings/load.ts';

/** Opens the run: against the target that is set, or against a reference server started for it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { target } = await loadSettings();
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
