import { defineConfig } from '@playwright/test';
import { isWhole, passiveFolder } from './src/selection.ts';
import { reportsDirOrExit } from './src/settings/load.ts';
import { blobDir, outputDir, suiteModule } from './src/suite-files.ts';

const reportsDir = reportsDirOrExit();
const asked = (option: string): boolean => process.argv.some((word) => word.startsWith(option));
const passive = `**/${passiveFolder}/**/*.spec.{ts,js}`;
// A worker knows nothing of the command line, and does not choose what it runs.
const whole = isWhole(process.argv);

/**
 * The conformance run. Passive checks come last: in the worker of the others, or in one of their own when a part of the suite was
 * asked for, so that they judge whatever it sends, in each shard.
 */
export default defineConfig({
  testDir: 'tests/conformance',
  testMatch: '**/*.spec.{ts,js}',
  globalSetup: suiteModule('src/global-setup'),
  outputDir: outputDir(reportsDir),
  reporter: asked('--list')
    ? 'list'
    : [
        // What `merge.config.ts` makes one report of.
        ...(asked('--shard') ? ([['blob', { outputDir: blobDir(reportsDir) }]] as const) : []),
        [suiteModule('src/report/reporter')],
        ['allure-playwright', { resultsDir: `${reportsDir}/allure-results`, detail: false }],
      ],
  timeout: 15 * 60_000,
  projects: [
    // One worker: what one check asked, the others need not ask again. Requests of a check go out several at a time.
    { name: 'conformance', workers: 1, ...(!whole && { testIgnore: passive, teardown: 'passive' }) },
    { name: 'passive', workers: 1, testMatch: whole ? [] : passive },
  ],
});
