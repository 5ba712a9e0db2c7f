import { spawn } from 'node:child_process';
import type { Ending } from './exit-code.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds in which a second SIGINT is the same Ctrl-C, handed on by npm or a shell. */
const sameKeystroke = 1000;

/**
 * Runs a program with our output as its own, and hands on what ends us as SIGINT, so that it can clean up. A second Ctrl-C goes
 * to it as well, which ends it at once.
 */
export function supervised(program: string, args: readonly string[]): Promise<Ending> {
  // In a process group of its own, or a terminal would interrupt it beside us, and twice is at once.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  let interruptedAt: number | undefined;
  const handOn = (signal: NodeJS.Signals): void => {
    const again = interruptedAt !== undefined;
    if (again && (signal !== 'SIGINT' || Date.now() - Number(interruptedAt) < sameKeystroke)) return;
    interruptedAt = Date.now();
    child.kill('SIGINT');
  };
  for (const signal of signals) process.on(signal, handOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      for (const name of signals) process.off(name, handOn);
      resolve({ status, signal });
    });
  });
}
