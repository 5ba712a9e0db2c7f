import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LeftOvers } from './left-overs.ts';
import type { Shard } from './run-facts.ts';

/** Notes the left-overs of a shard beside its blob, where the merge of all shards finds them. The folder is made where it is missing. */
export function writeShardLeftOvers(folder: string, { current }: Shard, leftOvers: LeftOvers): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `left-overs-${current}.json`), JSON.stringify(leftOvers));
}

/** The left-overs of all shards whose notes lie in a folder. Throws when the folder cannot be read or a note is no JSON. */
export function readShardLeftOvers(folder: string): LeftOvers {
  const notes = readdirSync(folder)
    .filter((name) => /^left-overs-\d+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as LeftOvers);
  const reason = notes.flatMap((note) => note.reason ?? [])[0];
  return {
    deleted: notes.reduce((sum, { deleted }) => sum + deleted, 0),
    remaining: notes.flatMap(({ remaining }) => remaining),
    ...(reason !== undefined && { reason }),
  };
}
