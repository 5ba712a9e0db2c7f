import { defineConfig } from '@playwright/test';

/** Whole runs of the suite, apart from the tests of its parts, some of which measure time. */
const wholeRuns = [
  '**/engine/trouble/**/*.spec.ts',
  '**/engine/cli/**/*.spec.ts',
  '**/engine/{run,budget,budget-thorough,shards,secrets,ci-recipes}.spec.ts',
  '**/engine/report/{interrupted,waivers-run}.spec.ts',
];

/** Each takes more than a minute of them. */
const longest = [
  '**/engine/trouble/{api,patterns,rate-limit,storage}.spec.ts',
  '**/engine/{budget-thorough,shards}.spec.ts',
  '**/engine/cli/{documented-commands,exit-codes-of-shards,verify,verify-embedded,verify-members}.spec.ts',
  '**/engine/ci-recipes.spec.ts',
];

/** The suite's tests of itself. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'reports/.selftest',
  fullyParallel: true,
  // Many wait: for a URL to expire, for an upload that does not come.
  workers: '150%',
  timeout: 300_000,
  reporter: 'dot',
  projects: [
    // The suite as its users run it, against each conforming variant of the reference server.
    { name: 'variants', testDir: 'tests/variants' },
    { name: 'engine', testDir: 'tests/engine', testIgnore: wholeRuns, workers: '100%' },
    { name: 'runs', testDir: 'tests/engine', testMatch: wholeRuns, testIgnore: longest },
    // A quarter of an hour of whole runs: hostile servers, the recipes for CI, the documented commands, verify.
    { name: 'gate', testDir: 'tests/engine', testMatch: longest },
    // Each check against the reference server with each of its own defects.
    { name: 'defects', testDir: 'tests/defects' },
  ],
});
