import { parseArgs } from 'node:util';
import { defineConfig } from '@playwright/test';
import { suiteModule } from './src/suite-files.ts';

// npx playwright merge-reports --config merge.config.ts DIR
const { positionals } = parseArgs({
  options: { config: { type: 'string', short: 'c' } },
  strict: false,
  allowPositionals: true,
});
const merges = { from: positionals[1] ?? '.', into: process.env['REPORTS_DIR'] ?? 'reports' };

/** Makes one report, and its exit code, of the blobs of all shards in a folder. */
export default defineConfig({
  testDir: 'tests/conformance',
  reporter: [[suiteModule('src/report/reporter'), { merges }]],
});
