import { drawnContents } from './drawn-bytes.ts';
import { framedContents } from './framed-bytes.ts';
import { tellingContents } from './telling-bytes.ts';
import type { Wanted } from './wanted.ts';

/** What one file holds, under the media type with which a careless server is most likely to change it. */
export interface Content {
  readonly note: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** A content that is made only when it is wanted, since some hold megabytes. */
export type MakeContent = (seed: number) => Content;

/**
 * The first `most` contents: six that show nearly every fault, the last of them 5 MiB and more; then each peculiarity by
 * itself; then generated ones of every class of size. At most one of the first twenty exceeds 1 MiB.
 */
export function contents(wanted: Wanted): readonly Content[] {
  const key = JSON.stringify(wanted);
  const known = made.get(key) ?? make(wanted);
  made.set(key, known);
  return known;
}

/** Every check of uploads asks for the same: megabytes that need not be made again. */
const made = new Map<string, readonly Content[]>();

function make({ seed, most }: Wanted): Content[] {
  const enumerated = [...tellingContents, ...framedContents].slice(0, most).map((make) => make(seed));
  return [...enumerated, ...drawnContents(seed, most - enumerated.length)];
}
