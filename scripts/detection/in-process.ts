import type { Verdict } from '../../src/report/outcome.ts';
import { plans } from '../../src/traffic/plan.ts';
import type { Check } from '../in-process/checks.ts';
import { collectChecks } from '../in-process/checks.ts';
import type { Contracts, Meeting } from '../in-process/meeting.ts';
import { loadContracts, meet } from '../in-process/meeting.ts';
import { outcomeOf } from '../in-process/outcome.ts';
import type { Observation } from './result.ts';
import type { Subject } from './subject.ts';

/** The suite, to be used for many servers. */
export interface Suite {
  readonly checks: readonly Check[];
  readonly contracts: Contracts;
}

export async function loadSuite(): Promise<Suite> {
  return { checks: collectChecks(), contracts: await loadContracts() };
}

/**
 * Lets every check judge a server within this process. Of a run of the suite it leaves out Playwright and the report; expiry is seen
 * by a moved clock.
 */
export async function observeInProcess(
  { checks, contracts }: Suite,
  { name, options, profiles }: Subject,
  budget: string,
): Promise<Observation> {
  const started = performance.now();
  const meeting = await meet(contracts, options, profiles, budget);
  try {
    const verdicts = await verdictsOf(checks, meeting);
    const idsOf = (...some: readonly Verdict[]): string[] =>
      [...verdicts].filter(([, verdict]) => some.includes(verdict)).map(([id]) => id);
    const [failed, warned] = [idsOf('failed'), idsOf('warned')];
    const undecided = idsOf('inconclusive', 'error');
    const conclusion =
      failed.length > 0 ? 'nonconformant' : undecided.length > 0 ? 'inconclusive' : 'conformant';
    const requests = meeting.connection.evidence.all().length;
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { name, budget, conclusion, failed, warned, undecided, requests, seconds };
  } finally {
    await meeting.close();
  }
}

/** What each check of the claimed profiles comes to, by id. */
async function verdictsOf(checks: readonly Check[], meeting: Meeting): Promise<Map<string, Verdict>> {
  const { profiles, budget } = meeting.settings;
  const verdicts = new Map<string, Verdict>();
  for (const check of checks) {
    const { id, profile = 'core' } = check.spec;
    if (!profiles.includes(profile)) continue;
    const verdict = await outcomeOf(check, meeting, plans[budget]).then(
      (outcome) => outcome.verdict,
      () => 'error' as const,
    );
    verdicts.set(id, verdict);
  }
  return verdicts;
}
