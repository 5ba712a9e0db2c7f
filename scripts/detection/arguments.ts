import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { budgets } from '../../src/budget.ts';
import type { Budget } from '../../src/budget.ts';

/** So many servers are judged on two cores in less than half an hour. */
export const sampleSizes: Readonly<Record<'mutants' | 'variants', Readonly<Record<Budget, number>>>> = {
  mutants: { quick: 120, standard: 110, thorough: 18 },
  variants: { quick: 60, standard: 100, thorough: 12 },
};

/** What a measurement covers. */
export interface Arguments {
  /** Judges the conforming variants instead of the mutants. */
  readonly variants: boolean;
  /** Every server, not only an even spread of `sampleSizes` over them. */
  readonly all: boolean;
  /** One area only. */
  readonly area: string | undefined;
  /** Names that match only. */
  readonly only: RegExp;
  readonly budget: Budget;
  /** Servers that are judged at the same time, besides one that waits for real expiry. */
  readonly workers: number;
  /** Leaves out what was judged with this budget before. */
  readonly resume: boolean;
}

/** What the command takes. */
export const usage = `npm run detection -- [options]
  --all              every server, not only an even spread over them:
                     ${spread('mutants')};
                     of the variants ${spread('variants')}
  --area NAME        the mutants of one area
  --only PATTERN     servers whose names match a regular expression
  --variants         the conforming variants instead of the mutants
  --budget NAME      ${budgets.join(', ')}; standard by default
  --workers NUMBER   servers judged at the same time, besides one that waits for real expiry;
                     as many as there are cores by default
  --resume           leaves out what was judged with this budget before
`;

function spread(kind: 'mutants' | 'variants'): string {
  return budgets.map((budget) => `${sampleSizes[kind][budget]} at ${budget}`).join(', ');
}

/** Reads the command line; throws an error that names the argument when one is unknown or senseless. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      variants: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      area: { type: 'string' },
      only: { type: 'string', default: '' },
      budget: { type: 'string', default: 'standard' },
      workers: { type: 'string', default: String(availableParallelism()) },
      resume: { type: 'boolean', default: false },
    },
  });
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1) throw new TypeError('--workers: a number from 1 on');
  const { variants, all, area, resume } = values;
  const budget = budgets.find((name) => name === values.budget);
  if (budget === undefined) throw new TypeError(`--budget: one of ${budgets.join(', ')}`);
  return { variants, all, area, only: patternOf(values.only), budget, workers, resume };
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new TypeError(`--only: ${(error as Error).message}`, { cause: error });
  }
}
