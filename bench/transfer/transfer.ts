import type { ChildProcess } from 'node:child_process';
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { suiteFile } from '../../src/suite-files.ts';
import type { Places } from './announce.ts';

export type Direction = 'download' | 'upload';

/** A server in a process of its own, which ends with this one. */
export interface Peer extends Places {
  /** Octets by which its largest resident set exceeded that before the first transfer. */
  grown(): Promise<number>;
  stop(): Promise<void>;
}

/** What one transfer took. */
export interface Transfer {
  readonly seconds: number;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** Octets by which the largest resident set exceeded the one before the transfer. */
  readonly grown: number;
}

/** What every upload says that it is; URLs of the reference server take nothing else. */
export const contentType = 'application/octet-stream';

const execute = promisify(execFile);
const servers = {
  reference: suiteFile('bench', 'transfer', 'reference-server.mts'),
  plain: suiteFile('bench', 'transfer', 'plain-server.mts'),
};

/** Starts the reference server, which gives what was uploaded last, or a plain one, which gives `size` octets without a disk. */
export async function startPeer(name: keyof typeof servers, size: number): Promise<Peer> {
  const child = forked(servers[name], [String(size)]);
  const places = await answer<Places>(child);
  const stop = async () => {
    const exit = once(child, 'exit');
    child.disconnect();
    await exit;
  };
  const grown = () => {
    child.send('grown');
    return answer<number>(child);
  };
  return { ...places, grown, stop };
}

/** One transfer of `size` octets by ours in a fresh process, with its evidence in a folder. */
export function ours(direction: Direction, peer: Places, size: number, folder: string): Promise<Transfer> {
  return answer(
    forked(suiteFile('bench', 'transfer', 'ours.mts'), [direction, peer[direction], String(size), folder]),
  );
}

/** The seconds of the same transfer by curl, without the start of its process; `file` is what it uploads. */
export async function curl(direction: Direction, peer: Places, file: string): Promise<number> {
  const upload = ['-H', 'Expect:', '-H', `Content-Type: ${contentType}`, '-T', file];
  const usual = ['-sS', '--fail', '--noproxy', '*', '-o', '/dev/null', '-w', '%{time_total}'];
  const what = direction === 'upload' ? upload : [];
  const { stdout } = await execute('curl', [...usual, ...what, peer[direction]]);
  return Number(stdout);
}

/** The seconds of a download by curl with the work that ours does: its octets are hashed by OpenSSL, as node does it. */
export async function curlHashed({ download }: Places): Promise<number> {
  const start = performance.now();
  const command = 'curl -sS --fail --noproxy "*" "$0" | openssl dgst -sha256';
  await execute('sh', ['-c', command, download]);
  return (performance.now() - start) / 1000;
}

/** A process of its own; node reads TypeScript by tsx, whatever reads this file. */
function forked(file: string, args: readonly string[]): ChildProcess {
  return fork(file, args, { execArgv: ['--import', 'tsx'] });
}

/** The next message of a process; rejects when it ends without one. */
async function answer<Message>(child: ChildProcess): Promise<Message> {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`a process ended with exit code ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, 'message'), failed])) as [Message];
  // Its end is expected from now on.
  failed.catch(() => undefined);
  return message;
}
