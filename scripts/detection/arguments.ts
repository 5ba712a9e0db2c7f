import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { budgets } from '../../src/budget.ts';
import type { Budget } from '../../src/budget.ts';

/** What a measurement covers. */
export interface Arguments {
  /** Judges the conforming variants instead of the mutants. */
  readonly variants: boolean;
  /** One area only. */
  readonly area: string | undefined;
  /** Names that match only. */
  readonly only: RegExp;
  /** Judges the servers one after the other in the same processes, a tenth of the time, instead of with whole runs. */
  readonly inProcess: boolean;
  readonly budget: Budget;
  /** Servers that are judged at the same time, besides one that waits for real expiry. */
  readonly workers: number;
  /** Leaves out what was judged with this budget before. */
  readonly resume: boolean;
  /** After so many minutes no further server is begun; what was begun is judged to its end. */
  readonly minutes: number;
}

/** Half an hour with what is begun last: at the budget thorough a server takes up to five minutes. */
const usualMinutes = 24;

/** What the command takes. */
export const usage = `npm run detection -- [options]
  --area NAME        the mutants of one area
  --only PATTERN     servers whose names match a regular expression
  --variants         the conforming variants instead of the mutants
  --in-process       many servers in one process, without Playwright and the report: a tenth of the time.
                     Without it each is judged by a run of the suite, as its users do it
  --budget NAME      ${budgets.join(', ')}; standard by default
  --workers NUMBER   servers judged at the same time, besides one that waits for real expiry;
                     as many as there are cores by default
  --minutes NUMBER   begins no further server after so many minutes; ${usualMinutes} by default. The servers come in an order
                     in which those that were judged are spread evenly over all, whenever it ends
  --resume           leaves out what was judged with this budget before: goes on where the last one ended
`;

/** Reads the command line; throws an error that names the argument when one is unknown or senseless. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      variants: { type: 'boolean', default: false },
      'in-process': { type: 'boolean', default: false },
      area: { type: 'string' },
      only: { type: 'string', default: '' },
      budget: { type: 'string', default: 'standard' },
      workers: { type: 'string', default: String(availableParallelism()) },
      resume: { type: 'boolean', default: false },
      minutes: { type: 'string', default: String(usualMinutes) },
    },
  });
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1) throw new TypeError('--workers: a number from 1 on');
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new TypeError('--minutes: a number above 0');
  const { variants, 'in-process': inProcess, area, resume } = values;
  const budget = budgets.find((name) => name === values.budget);
  if (budget === undefined) throw new TypeError(`--budget: one of ${budgets.join(', ')}`);
  return { variants, inProcess, area, only: patternOf(values.only), budget, workers, resume, minutes };
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new TypeError(`--only: ${(error as Error).message}`, { cause: error });
  }
}
