import type { Choices } from '../choices.ts';
import type { Defect } from '../start.ts';

/** A careless server: the reference server with one realistic fault that a client can observe. */
export interface Mutant {
  /** The fault, under a name that is unique among all mutants. */
  readonly defect: Defect;
  readonly area: string;
  /** The highest level of what it violates. */
  readonly level: 'MUST' | 'SHOULD';
  /** True when it shows only for some requests, values, answers or times. */
  readonly subtle: boolean;
  /** Ids of the requirements that it violates. */
  readonly requirements: readonly string[];
  /** The smallest profile in which it shows. */
  readonly profile: 'core' | 'upload';
  /** What the server differs in besides, when the fault needs it. */
  readonly choices?: Partial<Choices>;
}

type More = Partial<Pick<Mutant, 'subtle' | 'profile' | 'choices'>>;
type Declare = (requirements: readonly string[], defect: Defect, more?: More) => Mutant;

/** Declares mutants of an area: of the core profile and not subtle, unless they say otherwise. */
export function mutantsOf(area: string): { readonly must: Declare; readonly should: Declare } {
  const declare =
    (level: Mutant['level']): Declare =>
    (requirements, defect, more = {}) => ({
      ...{ defect, area, level, requirements },
      ...{ subtle: false, profile: 'core', ...more },
    });
  return { must: declare('MUST'), should: declare('SHOULD') };
}

/** For mutants that show only for some requests, values, answers or times. */
export const subtle = { subtle: true } as const;
