import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { CommandEnd } from './command.ts';

/** What a program needs to find itself, and npm its registry. */
const inherited =
  /^(PATH|HOME|TMPDIR|NODE_EXTRA_CA_CERTS|(https?|no)_proxy|npm_config_(registry|cache|userconfig|cafile))$/i;

/** Runs a program in a folder as its user would, with nothing else of our environment than what programs need. */
export async function inFolder(
  folder: string,
  [program = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandEnd> {
  const own = Object.entries(process.env).filter(([name]) => inherited.test(name));
  const child = spawn(program, args, { cwd: folder, env: { ...Object.fromEntries(own), ...environment } });
  child.stdin.end();
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}
