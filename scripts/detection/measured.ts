import type { Mutant } from '../../src/reference/mutants/mutant.ts';
import type { MutantResult } from './mutant-result.ts';
import type { VariantResult } from './variant-result.ts';

/** What came of the servers that were judged in one way, at all budgets. */
export interface Judged {
  readonly results: readonly MutantResult[];
  readonly variants: readonly VariantResult[];
}

/** Everything that was measured. */
export interface Measured {
  /** Every careless server that there is, judged or not. */
  readonly mutants: readonly Mutant[];
  /** Names of mutants that are known to survive, by the reason why. */
  readonly survivors: Readonly<Record<string, readonly string[]>>;
  readonly wholeRuns: Judged;
  readonly inProcess: Judged;
}

/** The results at a budget, of the way in which more servers were judged with it. */
export function mostAt(budget: string, { wholeRuns, inProcess }: Measured): readonly MutantResult[] {
  const [whole, within] = [at(budget, wholeRuns.results), at(budget, inProcess.results)];
  return within.length > whole.length ? within : whole;
}

/** Those of a budget. */
export function at<T extends { readonly budget: string }>(budget: string, results: readonly T[]): T[] {
  return results.filter((each) => each.budget === budget);
}
