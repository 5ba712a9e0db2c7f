import type { Mutant } from '../../src/reference/mutants/mutant.ts';
import { mutants } from '../../src/reference/mutants/mutants.ts';
import type { StartOptions } from '../../src/reference/start.ts';
import { variants } from '../../src/reference/variants.ts';
import type { Profile } from '../../src/requirement.ts';

/** A server to be judged, and how. */
export interface Subject {
  readonly name: string;
  readonly options: StartOptions;
  readonly profiles: readonly Profile[];
  readonly realExpiry: boolean;
}

/** The careless servers. */
export const careless: readonly Subject[] = mutants.map(({ defect, area, choices = {} }: Mutant) => ({
  name: defect.name,
  options: { defect, choices },
  profiles: choices.uploads === false ? ['core'] : ['core', 'upload'],
  realExpiry: area === 'real expiry',
}));

/** The conforming servers. */
export const conforming: readonly Subject[] = Object.entries(variants).map(
  ([name, { choices, profiles }]) => ({
    name,
    options: { choices },
    profiles: profiles ?? ['core', 'upload'],
    realExpiry: false,
  }),
);
