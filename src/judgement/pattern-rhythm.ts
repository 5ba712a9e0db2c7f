/** Requests of a row, counted from 1, that fail at equal distances. */
export interface Rhythm {
  readonly every: number;
  readonly failed: readonly number[];
}

/** The longest distance between failures that is looked for. */
const longest = 25;
/** A rhythm is believed when failures at random would keep it up less often than this. */
const chance = 7e-6;

/**
 * What a row of requests, sent one after the other (true: failed), tells: a rhythm, that there is none, or nothing yet. Of rows in
 * which 1 to 5 % fail at random less than one in 10,000 seems to have a rhythm; the longest row that tells nothing yet has 100.
 */
export function rhythmIn(row: readonly boolean[]): Rhythm | 'none' | 'open' {
  const failed = row.flatMap((failure, index) => (failure ? [index + 1] : []));
  const [first, second] = failed;
  const since = row.length - (failed.at(-1) ?? 0);
  if (first === undefined || second === undefined) return since < longest ? 'open' : 'none';
  const every = second - first;
  const even = failed.every((position, index) => position === first + index * every);
  // Neither before the first nor after the last one may a failure be missing.
  if (!even || first > every || since >= every || every < 2 || every > longest) return 'none';
  return failed.length > repetitions(every) ? { every, failed } : 'open';
}

/** How often a distance must repeat: a failure after so many passes is the likeliest where one in `every` fails at random. */
function repetitions(every: number): number {
  const likeliest = (1 - 1 / every) ** (every - 1) / every;
  return Math.ceil(Math.log(chance) / Math.log(likeliest));
}
