import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { streamed } from '../src/client/payload.ts';
import { table } from './arbitraries/table.ts';
import { curl, curlHashed, ours, startServer } from './transfer/transfer.ts';
import type { Direction } from './transfer/transfer.ts';

/** Seconds of each way, and what ours needed besides. */
interface Round {
  readonly ours: number;
  readonly curl: number;
  readonly hashed: number;
  readonly cpu: number;
  readonly grown: number;
}

const [mebibytes = 1024, rounds = 3] = process.argv.slice(2).map(Number);
if (!(Number.isInteger(mebibytes) && mebibytes > 0 && Number.isInteger(rounds) && rounds > 0)) {
  console.error('usage: npm run bench:transfer -- [MiB, 1024 by default] [rounds, 3 by default]');
  process.exit(2);
}

const size = mebibytes * 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), 'transfer-'));
const file = join(folder, 'payload');
const server = await startServer();
try {
  await pipeline(Readable.from((await streamed(size, 1)).chunks()), createWriteStream(file));
  console.log(
    `${mebibytes} MiB from and to one local server, the median of ${rounds} rounds and each of them;`,
  );
  console.log('curl, curl piped into openssl dgst -sha256, and ours, which hashes too, in turn.\n');
  const head = [
    '',
    'ours MB/s',
    'curl',
    'ours / curl',
    'curl + sha256',
    'ours / that',
    'ours: CPU s',
    'RSS + MB',
  ];
  console.log(table([head, await rowOf('download'), await rowOf('upload')]));
} finally {
  server.stop();
  rmSync(folder, { recursive: true });
}

async function rowOf(direction: Direction): Promise<string[]> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plain = await curl(direction, server.origin, size, file);
    const hashed = direction === 'download' ? await curlHashed(server.origin, size) : NaN;
    const { seconds, cpu, grown } = await ours(direction, server.origin, size, folder);
    taken.push({ ours: seconds, curl: plain, hashed, cpu, grown });
  }
  const column = (digits: number, of: (round: Round) => number): string => figures(taken.map(of), digits);
  return [
    direction,
    column(0, (round) => size / 1e6 / round.ours),
    column(0, (round) => size / 1e6 / round.curl),
    column(2, (round) => round.curl / round.ours),
    column(0, (round) => size / 1e6 / round.hashed),
    column(2, (round) => round.hashed / round.ours),
    column(1, (round) => round.cpu),
    column(0, (round) => round.grown / 1e6),
  ];
}

/** The median of the rounds, and each of them; a dash when they were not measured. */
function figures(values: readonly number[], digits: number): string {
  if (values.some(Number.isNaN)) return '-';
  const shown = values.map((value) => value.toFixed(digits));
  const sorted = [...values].sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]?.toFixed(digits) ?? ''} (${shown.join(' ')})`;
}
