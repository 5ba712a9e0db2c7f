import type { RecordedExchange } from '../src/report/recorded.ts';
import type { RanCheck, ReferenceRun } from './reference-run.ts';

/** The API requests that a check added to a run. */
export function apiRequestsOf({ sent }: RanCheck): RecordedExchange[] {
  return sent.filter(({ channel }) => channel === 'api');
}

/** API requests that each check added to a run, by id; checks that sent nothing are left out. */
export function requestsIn({ checks }: ReferenceRun): Record<string, number> {
  const counts = checks.map((check): [string, number] => [check.id, apiRequestsOf(check).length]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
