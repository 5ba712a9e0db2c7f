import type { Waiver } from '../settings/waivers.ts';
import type { RequirementResult } from './model.ts';
import type { Finding } from './outcome.ts';
import { leftOut } from './outcome.ts';
import { lost } from './verdict.ts';

/**
 * What came of a waiver: its failure is waived; it is past its last day; its requirement passed in a whole run; a finding is not the
 * one that it is for; or the run did not show whether it is needed.
 */
export type WaiverState = 'applied' | 'expired' | 'stale' | 'uncovered' | 'idle';

/** A waiver with what came of it. */
export interface WaiverAccount extends Waiver {
  readonly state: WaiverState;
}

/** The results with what is waived marked in them, and an account of every waiver; `today` is a date in UTC like `2025-01-31`. */
export function applyWaivers(
  results: readonly RequirementResult[],
  waivers: readonly Waiver[],
  today: string,
): { readonly requirements: RequirementResult[]; readonly waivers: WaiverAccount[] } {
  const whole = results.every(isThere);
  const accounts = waivers.map((waiver) => {
    const result = results.find(({ id }) => id === waiver.id);
    return { ...waiver, state: stateOf(waiver, result, { today, whole }) };
  });
  const requirements = results.map((result) => {
    const applied = accounts.find(({ id, state }) => id === result.id && state === 'applied');
    if (applied === undefined) return result;
    const { reason, owner, until } = applied;
    return { ...result, waiver: { reason, owner, until } };
  });
  return { requirements, waivers: accounts };
}

/** True when a waiver covers a finding: any, or one that holds its text. */
function covers({ finding }: Waiver, { because = '', received, expected }: Finding): boolean {
  return finding === undefined || [because, received, expected].some((text) => text.includes(finding));
}

function stateOf(
  waiver: Waiver,
  result: RequirementResult | undefined,
  { today, whole }: { readonly today: string; readonly whole: boolean },
): WaiverState {
  // Dates of this form are in the order of their characters.
  if (today > waiver.until) return 'expired';
  if (result?.verdict === 'failed' || result?.verdict === 'warned')
    return result.findings.every((finding) => covers(waiver, finding)) ? 'applied' : 'uncovered';
  // A part of the run may show nothing of a fault that the whole shows.
  return result?.verdict === 'passed' && whole ? 'stale' : 'idle';
}

/** False for a requirement that is missing because this is a part of a run; one without a real wait is missing in a whole one, too. */
function isThere({ verdict, reason }: RequirementResult): boolean {
  return verdict !== 'untested' || !(reason === leftOut || reason?.startsWith(lost) === true);
}
