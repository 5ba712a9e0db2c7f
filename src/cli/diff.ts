import { differenceOf } from '../report/difference.ts';
import { renderDifference } from '../report/difference-text.ts';
import { differentContracts } from '../report/same-contract.ts';
import { SettingsError } from '../settings/sources.ts';
import { readArguments } from './arguments.ts';
import { diffHelp } from './help.ts';
import type { Output } from './output.ts';
import { readReport } from './report-file.ts';

/** The options of `conformance diff`. */
export const diffOptions = {
  json: { help: 'as JSON, with all findings' },
  help: { help: 'this text' },
} as const;

/** `conformance diff`: says what became of each requirement between two reports. Resolves to the exit code: 1 when something got worse. */
export function diff(args: readonly string[], { stdout }: Output): Promise<number> {
  const { given, words } = readArguments(args, diffOptions, ['OLD', 'NEW']);
  if (given.help) {
    stdout.write(diffHelp(diffOptions));
    return Promise.resolve(0);
  }
  const [old = '', now = ''] = words;
  const [older, newer] = [readReport(old), readReport(now)];
  const contracts = differentContracts(older, newer);
  if (contracts !== undefined)
    throw new SettingsError(
      `${old} and ${now} cannot be compared, they are on different contracts: ${contracts}`,
    );
  const difference = differenceOf(older, newer);
  stdout.write(given.json ? `${JSON.stringify(difference, null, 2)}\n` : renderDifference(difference));
  return Promise.resolve(difference.changes.some(({ worse }) => worse) ? 1 : 0);
}
