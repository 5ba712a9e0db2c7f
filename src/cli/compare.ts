import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparedWords, comparisonOf } from '../report/comparison.ts';
import { renderComparison } from '../report/comparison-page.ts';
import { differentContracts } from '../report/same-contract.ts';
import { SettingsError } from '../settings/sources.ts';
import { readArguments } from './arguments.ts';
import { compareHelp } from './help.ts';
import type { Output } from './output.ts';
import { readReport } from './report-file.ts';

/** The options of `conformance compare`. */
export const compareOptions = {
  out: { value: 'DIR', help: 'folder for comparison.html and comparison.json; reports by default' },
  help: { help: 'this text' },
} as const;

/** `conformance compare`: writes the reports on several targets side by side. Resolves to the exit code. */
export function compare(args: readonly string[], { stdout }: Output): Promise<number> {
  const { given, words } = readArguments(args, compareOptions, ['REPORT', 'REPORTS…']);
  if (given.help) {
    stdout.write(compareHelp(compareOptions));
    return Promise.resolve(0);
  }
  const [first = '', ...rest] = words;
  const one = readReport(first);
  const others = rest.map((file) => {
    const other = readReport(file);
    const contracts = differentContracts(one, other);
    if (contracts === undefined) return other;
    throw new SettingsError(
      `${first} and ${file} cannot be compared, they are on different contracts: ${contracts}`,
    );
  });
  const comparison = comparisonOf(one, ...others);
  const files = write(given.out ?? 'reports', {
    'comparison.html': renderComparison(comparison),
    'comparison.json': `${JSON.stringify(comparison, null, 2)}\n`,
  });
  const differing = comparison.requirements.filter(({ differs }) => differs).length;
  stdout.write(
    `${files.join('\n')}\n${comparedWords(comparison.targets)} differ in ${differing} of ${comparison.requirements.length} requirements.\n`,
  );
  return Promise.resolve(0);
}

function write(folder: string, contents: Readonly<Record<string, string>>): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    return Object.entries(contents).map(([name, content]) => {
      const file = join(folder, name);
      writeFileSync(file, content);
      return file;
    });
  } catch (cause) {
    throw new SettingsError(`--out: the folder cannot be written to: ${folder}`, { cause });
  }
}
