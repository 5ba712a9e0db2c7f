import type { Mutant } from '../../src/reference/mutants/mutant.ts';
import type { Observation } from './result.ts';

/** What the suite made of one mutant. */
export interface MutantResult extends Observation {
  readonly area: string;
  readonly level: Mutant['level'];
  readonly subtle: boolean;
  readonly profile: Mutant['profile'];
  /** A violated MUST was failed, a violated SHOULD at least warned. */
  readonly killed: boolean;
  /** Ids that fired. */
  readonly by: readonly string[];
  /** Ids that the mutant violates. */
  readonly expected: readonly string[];
  /** Ids that fired and are not expected. */
  readonly crossTalk: readonly string[];
}

/** Sets what was observed against what the mutant violates. */
export function resultOf(mutant: Mutant, seen: Observation): MutantResult {
  const { area, level, subtle, profile, requirements: expected } = mutant;
  const by = [...seen.failed, ...seen.warned].sort();
  const killed = level === 'MUST' ? seen.failed.length > 0 : by.length > 0;
  const crossTalk = by.filter((id) => !expected.includes(id));
  return { ...seen, area, level, subtle, profile, killed, by, expected, crossTalk };
}
