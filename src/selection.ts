import { parseArgs } from 'node:util';

/**
 * Folder of the passive checks, which judge what the others sent. Playwright goes by the alphabet: the name has to come after those
 * of the other folders.
 */
export const passiveFolder = 'whole-run';

/** True for the path of a passive check, absolute or below the folder of the checks. */
export function isPassive(file: string): boolean {
  return new RegExp(`(?:^|[\\\\/]conformance[\\\\/])${passiveFolder}[\\\\/]`).test(file);
}

/** What a user is told who selects no check. */
export const nothingSelected = 'no check is selected';

/** True for what Playwright says when its command line selects no test. */
export function selectsNothing(message: string): boolean {
  return message.includes('No tests found');
}

/** What the user selected of the suite on the command line of `playwright test`. */
export interface Selection {
  /** Regular expression over title and tags. */
  readonly grep?: string;
  /** Parts of file paths. */
  readonly files: readonly string[];
}

/** Options of `playwright test` whose value stands in a word of its own, and their short forms. */
const valued: Readonly<Record<string, string>> = {
  ...{ config: 'c', grep: 'g', 'grep-invert': 'G', workers: 'j' },
  ...Object.fromEntries(
    [
      ...['add-reporter', 'browser', 'global-timeout', 'last-failed-file', 'max-failures', 'only-changed'],
      ...['output', 'project', 'repeat-each', 'reporter', 'retries', 'run-agents', 'shard', 'test-list'],
      ...['test-list-invert', 'timeout', 'trace', 'tsconfig', 'ui-host', 'ui-port', 'update-source-method'],
    ].map((name) => [name, '']),
  ),
};

/** Options of `playwright test` that leave checks out or put them into another order. */
const narrowing = [
  ...['grep', 'grep-invert', 'project', 'shard', 'only-changed', 'last-failed', 'test-list'],
  ...['test-list-invert', 'shuffle', 'max-failures', 'x', 'no-deps'],
];

/** True when a command line asks for every check, in the order of the suite. */
export function isWhole(argv: readonly string[]): boolean {
  const { values, positionals } = parsed(argv);
  return positionals.every((word) => word === 'test') && narrowing.every((name) => !(name in values));
}

/** Reads the selection off a command line; everything else in it is Playwright's. */
export function selectionOf(argv: readonly string[]): Selection {
  const { values, positionals } = parsed(argv);
  const files = positionals.filter((word) => /\.spec|\//.test(word));
  return { ...(typeof values['grep'] === 'string' && { grep: values['grep'] }), files };
}

function parsed(argv: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  return parseArgs({
    args: argv.slice(2),
    options: Object.fromEntries(
      Object.entries(valued).map(([name, short]) => [
        name,
        { type: 'string', ...(short !== '' && { short }) } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
  });
}

/** True when a selection names a test, or names none at all. */
export function isSelected(
  { grep, files }: Selection,
  test: { readonly title: string; readonly tags: readonly string[]; readonly file: string },
): boolean {
  const text = [test.title, ...test.tags].join(' ');
  const byText = grep === undefined || new RegExp(grep, 'i').test(text);
  return (
    byText && (files.length === 0 || files.some((part) => test.file.includes(part.replace(/:\d+$/, ''))))
  );
}
