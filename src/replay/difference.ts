/** Something in a report that is another thing when it is computed again from the evidence. */
export interface Difference {
  /** Id of a requirement, or a member of the report. */
  readonly what: string;
  readonly reported: string;
  readonly recomputed: string;
}

/** A requirement of which something does not follow from the evidence alone. */
export interface Unfounded {
  readonly id: string;
  readonly reported: string;
  /** The verdict, or only the words of its findings. */
  readonly part: 'verdict' | 'words';
  /** Why it cannot be recomputed. */
  readonly reason: string;
}

/** A difference of one member when two values are not the same as JSON; the order of members counts. */
export function memberDifference(what: string, reported: unknown, recomputed: unknown): Difference[] {
  const [one, other] = [shown(reported), shown(recomputed)];
  if (one === other) return [];
  const at = Array.from(one).findIndex((character, index) => character !== other[index]);
  const from = Math.max(0, at - context);
  return [{ what, reported: excerpt(one, from), recomputed: excerpt(other, from) }];
}

/** Characters that are shown in front of the first difference, and in all. */
const context = 20;
const most = 100;

function excerpt(text: string, from: number): string {
  const part = text.slice(from, from + most);
  return `${from > 0 ? '…' : ''}${part}${from + most < text.length ? '…' : ''}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}
