import type { Profile } from '../requirement.ts';
import type { LeftOvers } from './left-overs.ts';
import type { RequirementResult } from './model.ts';
import type { Reading } from './readings.ts';
import { brief } from './terminal-words.ts';
import { outdatedWords } from './verdict-sentence.ts';
import type { WaiverAccount } from './waivers.ts';

/** Most names that one line gives. */
const most = 12;

/** Readings in which a target that offers uploads follows the prose as well as the document. */
const withUploads: readonly Reading['discrepancy'][] = ['D1', 'D5'];

/** One line for each reading that is known and is not what the claimed profiles ask for. */
export function readingLines(readings: readonly Reading[], profiles: readonly Profile[]): string[] {
  return readings.flatMap(({ discrepancy, subject, openapi, prose, follows }) => {
    const asClaimed = profiles.includes('upload') && withUploads.includes(discrepancy);
    if (follows === 'both' && asClaimed) return [];
    const line = `${discrepancy} ${subject}: follows`;
    switch (follows) {
      case 'prose':
        return [`${line} the prose (${prose}) where the document says ${openapi}`];
      case 'both':
        return [`${line} both the document (${openapi}) and the prose (${prose})`];
      case 'neither':
        return [`${line} neither the document (${openapi}) nor the prose (${prose})`];
      case 'OpenAPI':
      case 'unknown':
        return [];
    }
  });
}

/** What remains on the target of the files that the run created; nothing when it left none. */
export function leftOverLines({ remaining, reason }: LeftOvers): string[] {
  if (remaining.length === 0) return [];
  const files =
    remaining.length === 1
      ? '1 file that this run created remains'
      : `${remaining.length} files that this run created remain`;
  const rest = remaining.length > most ? ` and ${remaining.length - most} more` : '';
  return [
    `${files}: ${remaining.slice(0, most).join(', ')}${rest}${reason === undefined ? '' : ` (${reason})`}`,
  ];
}

/** What is waived, and the waivers that do not do what they are for. */
export function waiverLines(
  requirements: readonly RequirementResult[],
  waivers: readonly WaiverAccount[],
): string[] {
  return waivers.flatMap((waiver) => {
    const { id, reason, owner, until, finding = '', state } = waiver;
    const because = `(${owner}: ${reason})`;
    switch (state) {
      case 'applied': {
        const { title = '', findings: [first] = [] } = requirements.find((one) => one.id === id) ?? {};
        const found = `received ${brief(first?.received ?? '', 90)}, expected ${brief(first?.expected ?? '', 90)}`;
        return [`WAIVED  ${id}  ${title}`, `  until ${until} ${because}; ${found}`];
      }
      case 'expired':
      case 'stale':
        return [`WAIVER  ${outdatedWords(waiver)} ${because}`];
      case 'uncovered':
        return [
          `WAIVER  the waiver of ${id} does not cover it: not every finding has "${finding}" ${because}`,
        ];
      case 'idle':
        return [];
    }
  });
}
