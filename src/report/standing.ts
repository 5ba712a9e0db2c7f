import type { ConformanceReport, RequirementResult } from './model.ts';
import type { Verdict } from './outcome.ts';

/** What a report says of a requirement in one word, a waiver and its profile considered. */
export type Word = Verdict | 'waived' | 'not claimed';

/** The word for a requirement of a report; of a profile that is not claimed nothing is known, though nothing is missing either. */
export function wordFor(
  { verdict, waiver, profile }: RequirementResult,
  { target }: Pick<ConformanceReport, 'target'>,
): Word {
  if (waiver !== undefined) return 'waived';
  return target.profiles.includes(profile) ? verdict : 'not claimed';
}
