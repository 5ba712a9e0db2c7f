import { movedClock } from '../../src/clock.ts';
import type { Connection } from '../../src/connection.ts';
import { connect } from '../../src/connection.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/contract/contract.ts';
import { Judge } from '../../src/judge.ts';
import { startReference } from '../../src/reference/start.ts';
import type { Outcome, Verdict } from '../../src/report/outcome.ts';
import { Session } from '../../src/session.ts';
import { asEnvironment } from '../../src/settings/as-environment.ts';
import type { Settings, Target } from '../../src/settings/settings.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { documentFile, operationUnderTest, overlayFile } from '../../src/suite-files.ts';
import { plans } from '../../src/traffic/plan.ts';
import type { Check } from './checks.ts';
import { collectChecks } from './checks.ts';
import type { Observation } from './result.ts';
import type { Subject } from './subject.ts';

/** Ends a check that gives up or is left out. */
class Ended extends Error {}

/** What is the same for every server. */
export interface Suite {
  readonly checks: readonly Check[];
  readonly contract: Contract;
  /** The document with the upload profile. */
  readonly overlaid: Contract;
}

/** What the checks of one server share. */
interface Meeting extends Suite {
  readonly connection: Connection;
  readonly settings: Settings;
}

/** The suite, to be used for many servers. */
export async function loadSuite(): Promise<Suite> {
  const [contract, overlaid] = [
    await loadContract(documentFile),
    await loadContract(documentFile, overlayFile),
  ];
  return { checks: collectChecks(), contract, overlaid };
}

/**
 * Lets every check judge a server within this process. Of a run of the suite it leaves out Playwright and the report; expiry is seen
 * by a moved clock.
 */
export async function observeInProcess(
  suite: Suite,
  { name, options, profiles }: Subject,
  budget: string,
): Promise<Observation> {
  const started = performance.now();
  const reference = await startReference(options);
  const { main, alt, origins } = reference;
  const target: Target = { url: origins.api, main, alt };
  const { contract } = suite;
  const environment = { ...asEnvironment(target), TARGET_PROFILES: profiles.join(','), BUDGET: budget };
  const settings = readSettings({ environment, file: {} }, contract);
  const clock = movedClock((milliseconds) => reference.moveClock([main.tenant, alt.tenant], milliseconds));
  const connection = await connect(contract, target, { clock });
  try {
    const verdicts = await verdictsOf({ ...suite, connection, settings });
    const idsOf = (...some: readonly Verdict[]): string[] =>
      [...verdicts].filter(([, verdict]) => some.includes(verdict)).map(([id]) => id);
    const [failed, warned] = [idsOf('failed'), idsOf('warned')];
    const undecided = idsOf('inconclusive', 'error');
    const conclusion =
      failed.length > 0 ? 'nonconformant' : undecided.length > 0 ? 'inconclusive' : 'conformant';
    const requests = connection.evidence.all().length;
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    return { name, budget, conclusion, failed, warned, undecided, requests, seconds };
  } finally {
    await connection.close();
    await reference.close();
  }
}

/** What each check of the claimed profiles comes to, by id. */
async function verdictsOf(meeting: Meeting): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  for (const check of meeting.checks) {
    const { id, profile = 'core' } = check.spec;
    if (meeting.settings.profiles.includes(profile)) verdicts.set(id, await verdictOf(check, meeting));
  }
  return verdicts;
}

async function verdictOf({ spec, judge: check }: Check, meeting: Meeting): Promise<Verdict> {
  const { contract, overlaid, connection, settings } = meeting;
  const judge = new Judge();
  const end = (record: (reason: string) => void) => (reason: string) => {
    record(reason);
    throw new Ended(reason);
  };
  const { target, evidence, api, storage, clock } = connection;
  const session = new Session({
    ...{ contract, target, evidence, api, storage, clock },
    uploads: settings.profiles.includes('upload') ? overlaid : undefined,
    operation: contract.operation(operationUnderTest.method, operationUnderTest.path),
    ...{ seed: settings.seed, plan: plans[settings.budget], path: undefined, log: judge.log, selected: true },
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
    if (!(error instanceof Ended)) return 'error';
  }
  const { verdict }: Outcome = judge.outcome(spec.level);
  return verdict;
}
