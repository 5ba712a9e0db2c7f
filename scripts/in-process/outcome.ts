import { Judge } from '../../src/judge.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { Session } from '../../src/session.ts';
import { operationUnderTest } from '../../src/suite-files.ts';
import type { Plan } from '../../src/traffic/plan.ts';
import type { Check } from './checks.ts';
import type { Meeting } from './meeting.ts';

/** Ends a check that gives up or is left out. */
class Ended extends Error {}

/** What a check comes to at a server, as `src/fixtures.ts` lets it in a run; rejects with what the check throws. */
export async function outcomeOf(
  { spec, judge: check }: Check,
  { contract, uploads, connection, settings }: Meeting,
  plan: Plan,
): Promise<Outcome> {
  const judge = new Judge();
  const end = (record: (reason: string) => void) => (reason: string) => {
    record(reason);
    throw new Ended(reason);
  };
  const { target, evidence, api, storage, clock } = connection;
  const session = new Session({
    ...{ contract, target, evidence, api, storage, clock, uploads },
    operation: contract.operation(operationUnderTest.method, operationUnderTest.path),
    ...{ seed: settings.seed, plan, path: undefined, log: judge.log, selected: true },
    giveUp: end((reason) => {
      judge.undecided(reason);
    }),
    leaveOut: end((reason) => {
      judge.leftOut(reason);
    }),
  });
  try {
    await check({ session, judge, connection, settings });
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
  return judge.outcome(spec.level);
}
