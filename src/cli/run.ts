import { resolve } from 'node:path';
import { nothingSelected } from '../selection.ts';
import { loadSettings } from '../settings/load.ts';
import type { Settings } from '../settings/settings.ts';
import { SettingsError } from '../settings/sources.ts';
import { readArguments } from './arguments.ts';
import type { Output } from './output.ts';
import { renderDryRun } from './dry-run.ts';
import { runHelp } from './help.ts';
import { listedChecks } from './listed-checks.ts';
import { playwrightTest, selectionArguments } from './playwright.ts';
import { reported } from './reported.ts';
import type { RunRequest } from './run-options.ts';
import { runOptions, variablesOf } from './run-options.ts';
import { UsageError } from './usage-error.ts';

/** `conformance run`: checks a target in a Playwright process of its own. Resolves to the exit code. */
export async function run(args: readonly string[], { stdout }: Output): Promise<number> {
  const { given: request } = readArguments(args, runOptions);
  if (request.help) {
    stdout.write(runHelp(runOptions));
    return 0;
  }
  checkSelection(request);
  const settings = await settingsOf(request);
  // Playwright would take a relative folder as one of the suite.
  const reportsDir = resolve(settings.reportsDir);
  const selection = selectionArguments(request);
  if (request['dry-run']) {
    const listed = await listedChecks(selection);
    if (listed.length === 0) throw new UsageError(nothingSelected);
    stdout.write(renderDryRun(settings, listed, request.grep));
    return 0;
  }
  process.env['REPORTS_DIR'] = reportsDir;
  return reported(reportsDir, playwrightTest(...selection));
}

/** The settings of the environment with the options on top, where the processes that are started find them too. */
async function settingsOf(request: RunRequest): Promise<Settings> {
  const variables = variablesOf(request);
  for (const [name, { value }] of variables) process.env[name] = value;
  try {
    return await loadSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const asWritten = [...variables].reduce(
      (message, [name, { option }]) => message.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), option),
      error.message,
    );
    throw new SettingsError(asWritten, { cause: error });
  }
}

function checkSelection({ grep, shard }: RunRequest): void {
  if (grep !== undefined && !isRegExp(grep))
    throw new UsageError(`--grep: "${grep}" is not a regular expression`);
  if (shard === undefined) return;
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(shard) ?? [];
  if (index === undefined || Number(index) < 1 || Number(index) > Number(count))
    throw new UsageError(`--shard: "${shard}" is not like 1/4`);
}

function isRegExp(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
