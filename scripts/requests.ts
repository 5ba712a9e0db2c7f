import type { Budget } from '../src/budget.ts';
import type { ReferenceRun } from './reference-run.ts';
import { runAgainstReference } from './reference-run.ts';

/** API requests that each check added to a run, by id; checks that sent nothing are left out. */
export function requestsIn({ checks }: ReferenceRun): Record<string, number> {
  const counts = checks.map(({ id, sent }): [string, number] => [
    id,
    sent.filter(({ channel }) => channel === 'api').length,
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The same for a whole run of its own; throws when a check does not pass. */
export async function measureRequests(budget: Budget): Promise<Record<string, number>> {
  return requestsIn(await runAgainstReference(budget));
}
