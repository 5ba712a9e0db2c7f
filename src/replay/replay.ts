import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import type { Evidence } from '../client/evidence.ts';
import { Hosts } from '../client/hosts.ts';
import { redactor } from '../client/redaction.ts';
import type { Line } from '../line.ts';
import type { ConformanceReport } from '../report/model.ts';
import type { RunFacts } from '../report/run-facts.ts';
import { secretsOf } from '../secrets.ts';
import type { Target } from '../settings/settings.ts';
import { Archive } from './archive.ts';
import { NotRecorded } from './not-recorded.ts';
import { ownExchanges } from './own-exchanges.ts';
import { ReplayedCourier } from './replayed-courier.ts';

/** What stands in for the target in a replay: the exchanges of a report, of those of several shards its own. */
export function replayOf(
  file: string,
  facts: Pick<RunFacts, 'shard'>,
  target: Target,
  evidence: Evidence,
): Line {
  const {
    exchanges,
    hosts,
    target: { embedded },
  } = JSON.parse(readFileSync(file, 'utf8')) as ConformanceReport;
  const secrets = secretsOf(target);
  const clock = replayedClock(evidence);
  const archive = new Archive(ownExchanges(exchanges, facts), {
    secrets,
    redact: redactor(secrets),
    taken: new Set(evidence.all().map(({ id }) => id)),
  });
  // Only the clock of the embedded reference server is moved; for any other target the run has waited.
  const waited = (): number => (embedded ? 0 : clock.waitedFor());
  return {
    couriers: {
      api: new ReplayedCourier('api', archive, evidence, waited),
      storage: new ReplayedCourier('storage', archive, evidence, waited),
    },
    hosts: new Hosts((host) => {
      const fact = hosts.find((one) => one.host === host);
      return fact === undefined
        ? Promise.reject(new NotRecorded(`the record does not say where ${host} leads`))
        : Promise.resolve(fact);
    }),
    clock,
    recorded: (asked) => asked.flatMap(({ id }) => archive.record(id) ?? []),
    close: () => Promise.resolve(),
  };
}

/** A clock that knows the moment that was waited for; 0 when none was, or when it was set back. */
export interface ReplayedClock extends Clock {
  waitedFor(): number;
}

/** A clock that is moved by what was recorded: it never waits, and is never behind the latest exchange that was asked for. */
export function replayedClock(evidence: Pick<Evidence, 'all'>): ReplayedClock {
  let reached = 0;
  return {
    waitedFor: () => reached,
    now: () => evidence.all().reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), reached),
    reach: (moment) => {
      reached = Math.max(reached, moment);
      return Promise.resolve();
    },
    reset: () => {
      reached = 0;
      return Promise.resolve();
    },
  };
}
