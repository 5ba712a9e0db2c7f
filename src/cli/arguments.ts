import { parseArgs } from 'node:util';
import type { Given, Options } from './option.ts';
import { UsageError } from './usage-error.ts';

/** What the arguments of a command come to: its options, and its words in the order of their names. */
export interface Arguments<T extends Options> {
  readonly given: Given<T>;
  readonly words: readonly string[];
}

/**
 * Reads the arguments of a command that takes the named words, none by default, and any number for a last name with `…`. Throws a UsageError for what it does not know,
 * for an option without its value and for a missing word; `--help` makes words needless.
 */
export function readArguments<T extends Options>(
  args: readonly string[],
  options: T,
  names: readonly string[] = [],
): Arguments<T> {
  const types = Object.entries(options).map(
    ([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  );
  const { values, positionals } = parse(args, Object.fromEntries(types));
  const empty = Object.keys(values).find((name) => values[name] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} is empty`);
  const stray = names.at(-1)?.endsWith('…') === true ? undefined : positionals[names.length];
  if (stray !== undefined) throw new UsageError(`"${stray}" is one word too many`);
  const missing = names[positionals.length];
  if (missing !== undefined && values['help'] === undefined) throw new UsageError(`${missing} is missing`);
  return { given: values as Given<T>, words: positionals };
}

function parse(
  args: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [, option] = /^Option '(--[^' ]+)[^']*' argument is ambiguous/.exec(error.message) ?? [];
    if (option !== undefined)
      throw new UsageError(`${option} has no value; one that begins with a dash is written ${option}=-1`, {
        cause: error,
      });
    // Node adds advice in further sentences that is none for this program.
    const [fact = ''] = error.message.split(/\.?\n|\. /);
    throw new UsageError(fact.replaceAll("'", '"'), { cause: error });
  }
}
