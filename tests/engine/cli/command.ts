import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { suiteFile } from '../../../src/suite-files.ts';

/** What the bin came to in a process of its own. */
export interface CommandEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bin `conformance` with the given environment only; `started` may send signals to it. */
export async function conformance(
  args: readonly string[],
  {
    environment = {},
    suite = suiteFile(),
    folder = suite,
    started,
  }: {
    environment?: Readonly<Record<string, string>>;
    /** The folder of the suite. */
    suite?: string;
    /** The current folder of the process. */
    folder?: string;
    started?: (kill: (signal: NodeJS.Signals) => void) => void;
  } = {},
): Promise<CommandEnd> {
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|NODE_EXTRA_CA_CERTS)$/.test(name),
  );
  const loader = require.resolve('tsx');
  const child = spawn(process.execPath, ['--import', loader, join(suite, 'src', 'cli.ts'), ...args], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...environment },
  });
  started?.((signal) => child.kill(signal));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}
