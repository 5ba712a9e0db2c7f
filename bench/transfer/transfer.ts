import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type Direction = 'download' | 'upload';

/** What one transfer took. */
export interface Transfer {
  readonly seconds: number;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** Octets by which the largest resident set exceeded the one before the transfer. */
  readonly grown: number;
}

const execute = promisify(execFile);
/** How node reads TypeScript, whatever reads this file. */
const execArgv = ['--import', 'tsx'];

/** Starts the server in a process of its own, which ends with this one. */
export async function startServer(): Promise<{ origin: string; stop(): void }> {
  const child = fork(fileURLToPath(import.meta.resolve('./server.ts')), { execArgv });
  const [port] = (await once(child, 'message')) as [number];
  return { origin: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** One transfer of ours in a fresh process, with its evidence in a folder. */
export async function ours(
  direction: Direction,
  origin: string,
  size: number,
  folder: string,
): Promise<Transfer> {
  const file = fileURLToPath(import.meta.resolve('./ours.ts'));
  const child = fork(file, [direction, origin, String(size), folder], { execArgv });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the transfer ended with exit code ${String(code)}`);
  });
  const [measured] = (await Promise.race([once(child, 'message'), failed])) as [Transfer];
  return measured;
}

/** The seconds of the same transfer by curl, without the start of its process; `file` is what it uploads. */
export async function curl(
  direction: Direction,
  origin: string,
  size: number,
  file: string,
): Promise<number> {
  const what = direction === 'download' ? [`${origin}/${size}`] : ['-H', 'Expect:', '-T', file, `${origin}/`];
  const usual = ['-sS', '--fail', '--noproxy', '*', '-o', '/dev/null', '-w', '%{time_total}'];
  const { stdout } = await execute('curl', [...usual, ...what]);
  return Number(stdout);
}

/** The seconds of a download by curl with the work that ours does: its octets are hashed by OpenSSL, as node does it. */
export async function curlHashed(origin: string, size: number): Promise<number> {
  const start = performance.now();
  const command = 'curl -sS --fail --noproxy "*" "$0" | openssl dgst -sha256';
  await execute('sh', ['-c', command, `${origin}/${size}`]);
  return (performance.now() - start) / 1000;
}
