import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import type { Evidence } from '../client/evidence.ts';
import { numberIn } from '../client/evidence.ts';
import { Hosts } from '../client/hosts.ts';
import { redactor } from '../client/redaction.ts';
import { mostOfAShard } from '../connection.ts';
import type { Line } from '../line.ts';
import type { ConformanceReport } from '../report/model.ts';
import type { RunFacts } from '../report/run-facts.ts';
import { secretsOf } from '../secrets.ts';
import type { Target } from '../settings/settings.ts';
import { Archive } from './archive.ts';
import { NotRecorded } from './not-recorded.ts';
import { ReplayedCourier } from './replayed-courier.ts';

/** What stands in for the target in a replay: the exchanges of a report, of those of several shards its own. */
export function replayOf(
  file: string,
  { shard }: Pick<RunFacts, 'shard'>,
  target: Target,
  evidence: Evidence,
): Line {
  const { exchanges, hosts } = JSON.parse(readFileSync(file, 'utf8')) as ConformanceReport;
  const secrets = secretsOf(target);
  const own = exchanges.filter(
    ({ id }) => Math.floor((numberIn(id) - 1) / mostOfAShard) === (shard?.current ?? 0),
  );
  const archive = new Archive(own, {
    secrets,
    redact: redactor(secrets),
    taken: new Set(evidence.all().map(({ id }) => id)),
  });
  return {
    couriers: {
      api: new ReplayedCourier('api', archive, evidence),
      storage: new ReplayedCourier('storage', archive, evidence),
    },
    hosts: new Hosts((host) => {
      const fact = hosts.find((one) => one.host === host);
      return fact === undefined
        ? Promise.reject(new NotRecorded(`the record does not say where ${host} leads`))
        : Promise.resolve(fact);
    }),
    clock: replayedClock(evidence),
    recorded: (asked) => asked.flatMap(({ id }) => archive.record(id) ?? []),
    close: () => Promise.resolve(),
  };
}

/** A clock that is moved by what was recorded: it never waits, and is never behind the latest exchange that was asked for. */
export function replayedClock(evidence: Pick<Evidence, 'all'>): Clock {
  let reached = 0;
  return {
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
