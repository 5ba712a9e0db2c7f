import type { Verification } from '../replay/comparison.ts';
import type { ConformanceReport } from '../report/model.ts';

/** What a verification found, for people: a line for each difference, and a sentence. */
export function renderVerification(
  { differences, unfounded, unchecked }: Verification,
  { requirements, exchanges, target }: ConformanceReport,
): string {
  const lines = [
    ...differences.map(
      ({ what, reported, recomputed }) => `${what}: reported ${reported} → recomputed ${recomputed}`,
    ),
    ...unfounded.map(
      ({ id, reported, part, reason }) =>
        `${id}: reported ${reported}, ${part === 'verdict' ? 'which' : 'the words of which'} cannot be recomputed: ${reason}`,
    ),
  ].map(printable);
  const what = `the report on ${printable(target.url)}`;
  const open = unfounded.filter(({ part, reported }) => part === 'verdict' && reported !== 'untested').length;
  const claimed = requirements.filter(({ verdict }) => verdict !== 'untested').length;
  const basis = `${claimed - open} of ${claimed} verdicts were recomputed from ${exchanges.length} exchanges`;
  const sentence =
    differences.length === 0
      ? `Verified: ${what} says what its evidence says; ${basis}.`
      : `Not verified: ${what} differs from its evidence in ${differences.length} ${differences.length === 1 ? 'place' : 'places'}; ${basis}.`;
  const words = unchecked.map(({ members, reason }) => `  ${members.join(', ')}: ${reason}`);
  return `${[...lines, ...(lines.length > 0 ? [''] : []), sentence, '', onItsWord, ...words].join('\n')}\n`;
}

const onItsWord = 'Not shown by the evidence, and taken on the word of whoever made the report:';

/** A text of the report on one line, without what a terminal obeys. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
