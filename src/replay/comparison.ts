import { evidenceDigest } from '../report/build.ts';
import { causesOf } from '../report/causes.ts';
import type { ConformanceReport, RequirementResult, RunVerdict } from '../report/model.ts';
import { belongsElsewhere } from '../report/required-set.ts';
import { concludeShards } from '../report/shard-verdict.ts';
import { countVerdicts } from '../report/verdict.ts';
import { applyWaivers } from '../report/waivers.ts';
import type { Difference, Unfounded } from './difference.ts';
import { memberDifference } from './difference.ts';
import { compareRequirements } from './requirements.ts';

/** What a verification found. */
export interface Verification {
  readonly differences: readonly Difference[];
  readonly unfounded: readonly Unfounded[];
}

/** Holds a report against what a replay of its evidence came to, member by member. */
export function verification(report: ConformanceReport, replay: ConformanceReport): Verification {
  const { run, exchanges } = report;
  const today = run.startedAt.slice(0, 10);
  const given = report.waivers.map(({ state: _, ...waiver }) => waiver);
  const { differences, unfounded, settled, complete } = compareRequirements(
    report.requirements,
    replay.requirements,
    exchanges,
  );
  // What could not be recomputed stands as it is reported; whether it is waived is decided anew.
  const { requirements, waivers } = applyWaivers(settled.map(withoutWaiver), given, today);
  const requests = [run.requests, run.retries, run.clockSkewSeconds];
  const members: [what: string, reported: unknown, recomputed: unknown][] = [
    ['evidenceDigest', report.evidenceDigest, evidenceDigest(exchanges)],
    ['verdict', report.verdict, verdictOf(report, requirements, waivers)],
    ['counts', report.counts, countVerdicts(requirements)],
    ['causes', report.causes, causesOf(requirements, exchanges)],
    ['waivers', report.waivers, waivers],
    ['waived requirements', waivedIn(report.requirements), waivedIn(requirements)],
  ];
  // Where a check was ended early, others of its requests are missing too.
  const whole: typeof members = [
    ['readings', report.readings, replay.readings],
    ['keywords', report.keywords, replay.keywords],
    ['requests', requests, [replay.run.requests, replay.run.retries, replay.run.clockSkewSeconds]],
    ['exchanges', exchanges.map(({ id }) => id), replay.exchanges.map(({ id }) => id)],
  ];
  return {
    differences: [
      ...differences,
      ...[...members, ...(complete ? whole : [])].flatMap((member) => memberDifference(...member)),
    ],
    unfounded,
  };
}

function verdictOf(
  { run, target }: ConformanceReport,
  required: readonly RequirementResult[],
  waivers: ConformanceReport['waivers'],
): RunVerdict {
  const { shards, parties, failOn, problems, interrupted } = run;
  const shard = shards === undefined ? parties[0]?.shard : undefined;
  const present = parties.map((party) => party.shard?.current ?? 1);
  const missing = Array.from({ length: shards ?? 1 }, (_, index) => index + 1).filter(
    (n) => !present.includes(n),
  );
  const ran = required.filter((result) => !belongsElsewhere(result));
  return concludeShards(
    {
      ...(shard && { shard }),
      ...(shards !== undefined && { shards }),
      missing: shards === undefined ? [] : missing,
    },
    { ran, required },
    { failOn, profiles: target.profiles, problems, interrupted, waivers },
  );
}

function withoutWaiver({ waiver: _, ...result }: RequirementResult): RequirementResult {
  return result;
}

function waivedIn(results: readonly RequirementResult[]): unknown[] {
  return results.flatMap(({ id, waiver }) => (waiver === undefined ? [] : [[id, waiver]]));
}
