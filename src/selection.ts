import { parseArgs } from 'node:util';

/** The project of the checks that judge what others sent. It runs in every shard. */
export const passiveProject = 'passive';

/** What the user selected of the suite on the command line of `playwright test`. */
export interface Selection {
  /** Regular expression over title and tags. */
  readonly grep?: string;
  /** Parts of file paths. */
  readonly files: readonly string[];
}

/** Options of `playwright test` whose value stands in a word of its own, and their short forms. */
const valued = {
  ...{ config: 'c', grep: 'g', workers: 'j' },
  ...{ 'global-timeout': '', 'grep-invert': '', 'max-failures': '', output: '' },
  ...{
    'only-changed': '',
    project: '',
    'repeat-each': '',
    reporter: '',
    retries: '',
    shard: '',
    timeout: '',
  },
  ...{ trace: '', tsconfig: '' },
};

/** Reads the selection off a command line; everything else in it is Playwright's. */
export function selectionOf(argv: readonly string[]): Selection {
  const { values, positionals } = parseArgs({
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
  const files = positionals.filter((word) => /\.spec|\//.test(word));
  return { ...(typeof values.grep === 'string' && { grep: values.grep }), files };
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
