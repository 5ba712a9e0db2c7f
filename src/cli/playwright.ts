import { createRequire } from 'node:module';
import { suiteFile } from '../suite-files.ts';
import type { RunRequest } from './run-options.ts';

/** The arguments for `node` that start the suite's own Playwright. */
export function playwright(...args: readonly string[]): string[] {
  return [createRequire(import.meta.url).resolve('@playwright/test/cli'), ...args];
}

/** The arguments for `node` that start it on the suite, wherever the current folder is. */
export function playwrightTest(...args: readonly string[]): string[] {
  return playwright('test', `--config=${suiteFile()}`, ...args);
}

/** What of a request selects checks, as Playwright's arguments. */
export function selectionArguments({ grep, shard }: RunRequest): string[] {
  return [
    ...(grep === undefined ? [] : [`--grep=${grep}`]),
    ...(shard === undefined ? [] : [`--shard=${shard}`]),
  ];
}
