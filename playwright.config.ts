import { defineConfig } from '@playwright/test';
import { passiveProject } from './src/selection.ts';
import { reportsDirOrExit } from './src/settings/load.ts';
import { blobDir, outputDir, suiteModule } from './src/suite-files.ts';

const reportsDir = reportsDirOrExit();
const sharded = process.argv.some((word) => word.startsWith('--shard'));

/** The conformance run. Passive checks come last, as a teardown: in every shard, and whatever failed before. */
export default defineConfig({
  testDir: 'tests/conformance',
  globalSetup: suiteModule('src/global-setup'),
  outputDir: outputDir(reportsDir),
  reporter: [
    // What `merge.config.ts` makes one report of.
    ...(sharded ? ([['blob', { outputDir: blobDir(reportsDir) }]] as const) : []),
    [suiteModule('src/report/reporter')],
    ['allure-playwright', { resultsDir: `${reportsDir}/allure-results`, detail: false }],
  ],
  timeout: 15 * 60_000,
  projects: [
    // One worker each: what one check asked, the others need not ask again. Requests of a check go out several at a time.
    {
      name: 'conformance',
      testMatch: '**/*.spec.{ts,js}',
      testIgnore: '**/*.passive.spec.{ts,js}',
      workers: 1,
      teardown: passiveProject,
    },
    { name: passiveProject, testMatch: '**/*.passive.spec.{ts,js}', workers: 1 },
  ],
});
