import { existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readArguments } from './arguments.ts';
import type { Output } from './output.ts';
import { mergeHelp } from './help.ts';
import { playwrightMerge } from './playwright.ts';
import { reported } from './reported.ts';
import { runOptions } from './run-options.ts';
import { UsageError } from './usage-error.ts';

/** The options of `conformance merge`. */
export const mergeOptions = { 'reports-dir': runOptions['reports-dir'], help: runOptions.help } as const;

/** `conformance merge`: makes one report of the blobs of all shards. Resolves to the exit code. */
export async function merge(args: readonly string[], { stdout }: Output): Promise<number> {
  const { given, words } = readArguments(args, mergeOptions, ['DIR']);
  if (given.help) {
    stdout.write(mergeHelp(mergeOptions));
    return 0;
  }
  const blobs = resolve(words[0] ?? '');
  checkBlobs(blobs);
  const reportsDir = resolve(given['reports-dir'] ?? (process.env['REPORTS_DIR'] || 'reports'));
  process.env['REPORTS_DIR'] = reportsDir;
  return reported(reportsDir, playwrightMerge(blobs));
}

/** Playwright would fail with a stack trace. */
function checkBlobs(folder: string): void {
  if (!existsSync(folder)) throw new UsageError(`DIR: "${folder}" does not exist`);
  if (!statSync(folder).isDirectory()) throw new UsageError(`DIR: "${folder}" is no folder`);
  if (!readdirSync(folder).some((name) => name.endsWith('.zip')))
    throw new UsageError(`DIR: "${folder}" holds no blob of a shard (report-….zip)`);
}
