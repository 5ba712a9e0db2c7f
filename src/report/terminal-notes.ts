import type { Profile } from '../requirement.ts';
import type { LeftOvers } from './left-overs.ts';
import type { Reading } from './readings.ts';

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
