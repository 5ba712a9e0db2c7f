import { reachOf } from '../client/destination.ts';
import type { HostFact } from '../client/hosts.ts';
import { evidenceDigest } from '../report/build.ts';
import { causesOf } from '../report/causes.ts';
import type { ConformanceReport, RequirementResult, RunVerdict } from '../report/model.ts';
import type { ReadOff } from '../report/read-off.ts';
import { belongsElsewhere } from '../report/required-set.ts';
import { concludeShards } from '../report/shard-verdict.ts';
import { countVerdicts } from '../report/verdict.ts';
import { applyWaivers } from '../report/waivers.ts';
import type { Difference, Unfounded } from './difference.ts';
import { memberDifference } from './difference.ts';
import { exchangeDifferences } from './exchanges.ts';
import { hostFact } from './hosts.ts';
import { leftOverDifferences } from './left-overs.ts';
import { compareRequirements } from './requirements.ts';
import type { Unchecked } from './unchecked.ts';
import { unchecked, uncheckedInPart } from './unchecked.ts';

/** What a verification found. */
export interface Verification {
  readonly differences: readonly Difference[];
  readonly unfounded: readonly Unfounded[];
  readonly unchecked: readonly Unchecked[];
}

/** Holds a report against what a replay of its evidence came to, and against what its exchanges say alone, member by member. */
export function verification(
  report: ConformanceReport,
  replay: ConformanceReport,
  { span, readings, ...counted }: ReadOff,
): Verification {
  const { target, run, exchanges } = report;
  const { settled, complete, ...compared } = compareRequirements(
    report.requirements,
    replay.requirements,
    exchanges,
  );
  const given = report.waivers.map(({ state: _, ...waiver }) => waiver);
  const { startedAt, endedAt } = span ?? run;
  // What could not be recomputed stands as it is reported; whether it is waived is decided anew.
  const { requirements, waivers } = applyWaivers(settled.map(withoutWaiver), given, startedAt.slice(0, 10));
  const { interrupted, problems } = run;
  const members: [what: string, reported: unknown, recomputed: unknown][] = [
    ...membersOf('target', target, targetIn(report, replay)),
    ...membersOf('run', run, { ...replay.run, ...counted, startedAt, endedAt, interrupted, problems }),
    ['evidenceDigest', report.evidenceDigest, evidenceDigest(exchanges)],
    ['verdict', report.verdict, verdictOf(report, requirements, waivers)],
    ['counts', report.counts, countVerdicts(requirements)],
    ['causes', report.causes, causesOf(requirements, exchanges)],
    ['waivers', report.waivers, waivers],
    ['waived requirements', waivedIn(report.requirements), waivedIn(requirements)],
    ['requirements', idsOf(report.requirements), idsOf(requirements)],
    ['readings', report.readings, readings],
  ];
  // Where a check was ended early, others of its requests are missing too.
  const whole: typeof members = [
    ['keywords', report.keywords, replay.keywords],
    ['exchanges', idsOf(exchanges), idsOf(replay.exchanges)],
    ['hosts', inOrder(report.hosts), inOrder(replay.hosts.map((fact) => hostFact(fact, target.url)))],
  ];
  const ended = complete && !interrupted && problems.length === 0;
  return {
    differences: [
      ...compared.differences,
      ...[...members, ...(complete ? whole : [])].flatMap((member) => memberDifference(...member)),
      ...exchangeDifferences(exchanges),
      ...(ended ? leftOverDifferences(report) : []),
    ],
    unfounded: compared.unfounded,
    unchecked: [...unchecked, ...(complete ? [] : uncheckedInPart)],
  };
}

/** The members of two parts of a report side by side, those that only one of them has, too. */
function membersOf(
  part: string,
  reported: object,
  recomputed: object,
): [what: string, reported: unknown, recomputed: unknown][] {
  const [one, other] = [reported, recomputed].map((each) => new Map<string, unknown>(Object.entries(each)));
  const names = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...names].map((name) => [`${part}.${name}`, one?.get(name), other?.get(name)]);
}

/** Whom the requests went to. The embedded reference server is on the machine of the run, in each shard at a port of its own. */
function targetIn(
  { target, run }: ConformanceReport,
  replay: ConformanceReport,
): ConformanceReport['target'] {
  const urls = run.parties.map(({ url }) => url);
  return {
    ...replay.target,
    ...(target.embedded && urls.includes(target.url) && { url: target.url }),
    embedded: target.embedded && urls.every((url) => reachOf(new URL(url).hostname) === 'loopback'),
  };
}

function idsOf(items: readonly { readonly id: string }[]): string[] {
  return items.map(({ id }) => id);
}

function inOrder(hosts: readonly HostFact[]): HostFact[] {
  return [...hosts].sort((one, other) => (one.host < other.host ? -1 : 1));
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
