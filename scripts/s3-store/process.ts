import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A program in the background. */
export interface Background {
  readonly name: string;
  readonly pid: number | undefined;
  /** Whether it has not ended yet. */
  isRunning(): boolean;
  /** The last lines that it wrote. */
  lastWords(): string;
  /** Ends it and waits for that; at once if it has ended already. */
  stop(): Promise<void>;
}

/** Milliseconds for which a program may put its things in order. */
const grace = 3000;

/** The kernel ends the program with this process, even when that is killed. */
const attached = ['--pdeathsig', 'TERM', '--'];

/** Starts a program that writes to the file `log`. */
export function background(
  name: string,
  command: readonly string[],
  { env, log }: { readonly env: NodeJS.ProcessEnv; readonly log: string },
): Background {
  const descriptor = openSync(log, 'a');
  const child = spawn('setpriv', [...attached, ...command], {
    env,
    stdio: ['ignore', descriptor, descriptor],
  });
  closeSync(descriptor);
  // The event comes with a program that cannot be started; isRunning tells it too.
  child.on('error', () => undefined);
  return {
    name,
    pid: child.pid,
    isRunning: () => isRunning(child),
    lastWords: () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n'),
    stop: () => stop(child),
  };
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill();
  const impatience = setTimeout(() => child.kill('SIGKILL'), grace);
  await ended;
  clearTimeout(impatience);
}
