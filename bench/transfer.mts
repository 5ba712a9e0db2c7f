import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { streamed } from '../src/client/payload.ts';
import { table } from './arbitraries/table.ts';
import { curl, curlHashed, ours, startPeer } from './transfer/transfer.ts';
import type { Direction, Peer } from './transfer/transfer.ts';

/** Seconds of each way, and what ours needed besides. */
interface Round {
  readonly ours: number;
  readonly curl: number;
  readonly hashed: number;
  readonly cpu: number;
  readonly grown: number;
}

const [mebibytes = 1024, rounds = 5] = process.argv.slice(2).map(Number);
if (!(Number.isInteger(mebibytes) && mebibytes > 0 && Number.isInteger(rounds) && rounds > 0)) {
  console.error('usage: npm run bench:transfer -- [MiB, 1024 by default] [rounds, 5 by default]');
  process.exit(2);
}

const size = mebibytes * 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), 'transfer-'));
const file = join(folder, 'payload');
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
try {
  await pipeline(Readable.from((await streamed(size, 1)).chunks()), createWriteStream(file));
  console.log(
    `${mebibytes} MiB to and from signed URLs of the reference server, and to and from a plain one that neither stores nor`,
  );
  console.log(`hashes; the median of ${rounds} rounds and each of them. In each round curl, curl piped into`);
  console.log('openssl dgst -sha256, and ours, which hashes what it downloads, in turn.\n');
  const reference = await rowsOf('reference');
  const plain = await rowsOf('plain');
  console.log(table([head, ...reference.rows, ...plain.rows]));
  console.log(`\nThe process of the reference server grew by ${(reference.grown / 1e6).toFixed(0)} MB.`);
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(`${cpus().length} processors; load average at the end ${load.join(' ')}.`);
} finally {
  rmSync(folder, { recursive: true });
}

async function rowsOf(name: 'reference' | 'plain'): Promise<{ rows: string[][]; grown: number }> {
  const peer = await startPeer(name, size);
  try {
    const upload = await rowOf('upload', peer, name);
    const rows = [upload, await rowOf('download', peer, name)];
    return { rows, grown: await peer.grown() };
  } finally {
    await peer.stop();
  }
}

async function rowOf(direction: Direction, peer: Peer, name: string): Promise<string[]> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plain = await curl(direction, peer, file);
    const hashed = direction === 'download' ? await curlHashed(peer) : NaN;
    const { seconds, cpu, grown } = await ours(direction, peer, size, folder);
    taken.push({ ours: seconds, curl: plain, hashed, cpu, grown });
  }
  const column = (digits: number, of: (round: Round) => number): string => figures(taken.map(of), digits);
  return [
    `${name}, ${direction}`,
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
