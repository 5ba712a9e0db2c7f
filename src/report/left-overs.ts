import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a run created on the target: how many it deleted again, and which remain. */
export interface LeftOvers {
  readonly deleted: number;
  /** File ids. */
  readonly remaining: readonly string[];
  /** Why some remain. */
  readonly reason?: string;
}

const fileIn = (directory: string): string => join(directory, 'left-overs.json');

/** Notes the left-overs of the run in its private folder, which must exist. */
export function writeLeftOvers(directory: string, leftOvers: LeftOvers): void {
  writeFileSync(fileIn(directory), JSON.stringify(leftOvers));
}

/** The left-overs that were noted in a folder; none when nothing was. Throws when the note is no JSON. */
export function readLeftOvers(directory: string): LeftOvers {
  const file = fileIn(directory);
  if (!existsSync(file)) return { deleted: 0, remaining: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as LeftOvers;
}
