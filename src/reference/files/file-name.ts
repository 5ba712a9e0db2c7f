import type { Choices } from '../choices.ts';

type NameChoices = Pick<Choices, 'unusualNames' | 'hazardousNames' | 'longestName'>;

/** What could leave a header field or a path, and what UTF-8 cannot write. */
const hazards = /[\p{Cc}\p{Cs}/\\]/gu;

/** The name under which an upload is kept; undefined for one that is refused. */
export function keptName(asked: string, choices: NameChoices): string | undefined {
  const plain = plainName(asked);
  const refused =
    asked === '' ||
    [...asked].length > choices.longestName ||
    (choices.unusualNames === 'refused' && !/^[\w .-]{1,100}$/.test(asked)) ||
    (choices.hazardousNames === 'refused' && plain !== asked);
  return refused ? undefined : plain;
}

function plainName(asked: string): string {
  return /^\.{1,2}$/.test(asked) ? '_'.repeat(asked.length) : asked.replaceAll(hazards, '_');
}
