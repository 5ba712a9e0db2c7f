import { readFileSync } from 'node:fs';
import type { Budget } from '../budget.ts';
import type { CatalogueEntry } from '../report/collected.ts';
import { suiteFile } from '../suite-files.ts';

/** The budgets whose requests are measured; a thorough run moves gigabytes. */
export const measuredBudgets = ['quick', 'standard'] as const satisfies readonly Budget[];

/** API requests that each check adds to a whole run with both profiles, by id, for each budget; `specs/requests.json` has it. */
export type MeasuredRequests = Readonly<
  Record<(typeof measuredBudgets)[number], Readonly<Record<string, number>>>
>;

/** A requirement with what its check costs. */
export type PricedEntry = CatalogueEntry & {
  readonly requests: Readonly<Record<(typeof measuredBudgets)[number], number>>;
};

/** The requirements in the order of their ids, as `specs/catalogue.json` and `specs/requests.json` have them. */
export function readCatalogue(): PricedEntry[] {
  const entries = readSpec('catalogue.json') as CatalogueEntry[];
  const { quick, standard } = readSpec('requests.json') as MeasuredRequests;
  return entries.map((entry) => ({
    ...entry,
    requests: { quick: quick[entry.id] ?? 0, standard: standard[entry.id] ?? 0 },
  }));
}

function readSpec(name: string): unknown {
  return JSON.parse(readFileSync(suiteFile('specs', name), 'utf8'));
}
