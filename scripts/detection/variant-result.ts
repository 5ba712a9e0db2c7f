import type { Variant } from '../../src/reference/variants.ts';
import type { Observation } from './result.ts';

/** What the suite made of one conforming server. */
export interface VariantResult extends Observation {
  /** Ids that fired although the server keeps them. */
  readonly falseAlarms: readonly string[];
}

/** Sets what was observed against what the variant breaks on purpose. */
export function variantResultOf({ breaksShould = [] }: Variant, seen: Observation): VariantResult {
  const warned = seen.warned.filter((id) => !breaksShould.includes(id));
  return { ...seen, falseAlarms: [...seen.failed, ...warned] };
}
