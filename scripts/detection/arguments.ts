import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** So many mutants are judged on two cores in less than half an hour. */
export const sampleSize = 300;

/** What a measurement covers. */
export interface Arguments {
  /** Judges the conforming variants instead of the mutants. */
  readonly variants: boolean;
  /** Every mutant, not only an even spread of `sampleSize` over them. */
  readonly all: boolean;
  /** One area only. */
  readonly area: string | undefined;
  /** Names that match only. */
  readonly only: RegExp;
  readonly budget: string;
  /** Servers that are judged at the same time. */
  readonly workers: number;
  /** Leaves out what was judged with this budget before. */
  readonly resume: boolean;
}

/** Reads the command line; throws a TypeError on an unknown argument. */
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
  const { variants, all, area, budget, resume } = values;
  return { variants, all, area, only: new RegExp(values.only), budget, workers, resume };
}
