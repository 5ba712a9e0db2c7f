import { suiteModule } from '../suite-files.ts';
import type { RunRequest } from './run-options.ts';

/** The arguments for `node` that start the suite's own Playwright. */
function playwright(...args: readonly string[]): string[] {
  return [require.resolve('@playwright/test/cli'), ...args];
}

/** The arguments for `node` that start it on the suite, wherever the current folder is. */
export function playwrightTest(...args: readonly string[]): string[] {
  return playwright('test', `--config=${suiteModule('playwright.config')}`, ...args);
}

/** The arguments for `node` that make one report of the blobs in a folder. */
export function playwrightMerge(blobs: string): string[] {
  return playwright('merge-reports', `--config=${suiteModule('merge.config')}`, blobs);
}

/** An environment in which Playwright prints its JSON, and writes it into no file. */
export function printingJson(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('PLAYWRIGHT_JSON_OUTPUT_')),
  );
}

/** What of a request selects checks, as Playwright's arguments. */
export function selectionArguments({ grep, shard }: RunRequest): string[] {
  return [
    ...(grep === undefined ? [] : [`--grep=${grep}`]),
    ...(shard === undefined ? [] : [`--shard=${shard}`]),
  ];
}
