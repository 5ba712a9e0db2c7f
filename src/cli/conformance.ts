import { SettingsError } from '../settings/sources.ts';
import { compare } from './compare.ts';
import { diff } from './diff.ts';
import { overview } from './help.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import type { Output } from './output.ts';
import { run } from './run.ts';
import { UsageError } from './usage-error.ts';
import { verify } from './verify.ts';

type Command = (args: readonly string[], output: Output) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  run,
  merge,
  diff,
  compare,
  verify,
  list,
};

/** Does what a command line asks for. Resolves to the exit code; 3 for a wrong command line and for anything unforeseen. */
export async function conformance([command, ...args]: readonly string[], output: Output): Promise<number> {
  if (command === '--help' || command === '-h' || command === 'help') {
    output.stdout.write(overview);
    return 0;
  }
  if (command === undefined) {
    output.stderr.write(overview);
    return 3;
  }
  try {
    const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (chosen === undefined)
      throw new UsageError(`"${command}" is no command; there are: ${Object.keys(commands).join(', ')}`);
    return await chosen(args, output);
  } catch (error) {
    output.stderr.write(`${sentenceOf(error, command)}\n`);
    return 3;
  }
}

/** One sentence for a mistake of the user, the whole story for one of the suite. */
function sentenceOf(error: unknown, command: string): string {
  if (error instanceof UsageError) {
    const where = Object.hasOwn(commands, command) ? ` ${command}` : '';
    return `${error.message} (conformance${where} --help)`;
  }
  if (error instanceof SettingsError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
