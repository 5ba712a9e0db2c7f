import { defineConfig } from '@playwright/test';
import { loadSettingsOrExit } from './src/settings/load.ts';
import { outputDir } from './src/suite-files.ts';

const { reportsDir } = await loadSettingsOrExit();

/** The conformance run. Passive checks come last, as a teardown: in every shard, and whatever failed before. */
export default defineConfig({
  testDir: 'tests/conformance',
  globalSetup: './src/global-setup.ts',
  outputDir: outputDir(reportsDir),
  reporter: [
    ['./src/report/reporter.ts'],
    ['allure-playwright', { resultsDir: `${reportsDir}/allure-results`, detail: false }],
  ],
  timeout: 15 * 60_000,
  projects: [
    // One worker each: what one check asked, the others need not ask again. Requests of a check go out several at a time.
    {
      name: 'conformance',
      testMatch: '**/*.spec.ts',
      testIgnore: '**/*.passive.spec.ts',
      workers: 1,
      teardown: 'passive',
    },
    { name: 'passive', testMatch: '**/*.passive.spec.ts', workers: 1 },
  ],
});
