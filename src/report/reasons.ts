import type { RequirementResult } from './model.ts';

/** Several reasons as one text, each on a line of its own, because a sentence may hold any other mark. */
export function asLines(reasons: readonly string[]): string {
  return reasons.map((reason) => reason.replace(/\s*[\r\n]\s*/g, ' ')).join('\n');
}

/** The reasons of a requirement that has no plain verdict; an error of the suite is one, however many lines it has. */
export function reasonsOf({ verdict, reason = '' }: Pick<RequirementResult, 'verdict' | 'reason'>): string[] {
  return verdict === 'error' ? [reason] : reason.split('\n');
}

/** The reasons of a requirement on one line. */
export function reasonLine(result: Pick<RequirementResult, 'verdict' | 'reason'>): string {
  return reasonsOf(result).join('; ');
}
