import { parseArgs } from 'node:util';

/** What the user selected of the suite on the command line of `playwright test`. */
export interface Selection {
  /** Regular expression over title and tags. */
  readonly grep?: string;
  /** Parts of file paths. */
  readonly files: readonly string[];
}

/** Reads the selection off a command line; everything else in it is Playwright's. */
export function selectionOf(argv: readonly string[]): Selection {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    options: { grep: { type: 'string', short: 'g' } },
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
