import type { RequirementResult } from '../report/model.ts';
import type { RecordedExchange } from '../report/recorded.ts';
import type { Finding } from '../report/outcome.ts';
import { leftOut, ranOutOfTime } from '../report/outcome.ts';
import { lost } from '../report/verdict.ts';
import type { Difference, Unfounded } from './difference.ts';
import { memberDifference } from './difference.ts';

/** What comparing the requirements of a report with recomputed ones comes to. */
export interface Compared {
  readonly differences: readonly Difference[];
  readonly unfounded: readonly Unfounded[];
  /** The recomputed results, with the reported ones in place of those that cannot be recomputed. */
  readonly settled: readonly RequirementResult[];
  /** False when there are such. */
  readonly complete: boolean;
}

/** Compares the requirements of a report with what a replay of its evidence makes of them. */
export function compareRequirements(
  reported: readonly RequirementResult[],
  recomputed: readonly RequirementResult[],
  exchanges: readonly RecordedExchange[],
): Compared {
  const unseen = new Set(exchanges.filter(isUnseen).map(({ id }) => id));
  const known = new Map(reported.map((result) => [result.id, result]));
  const compared = recomputed.map((result) => compareResult(known.get(result.id), result, unseen));
  const ids = new Set(recomputed.map(({ id }) => id));
  const twice = reported.filter(({ id }, index) => reported.findIndex((other) => other.id === id) !== index);
  const foreign = reported.filter(({ id }) => !ids.has(id));
  return {
    differences: [
      ...compared.flatMap(({ differences }) => differences),
      ...foreign.map(({ id, verdict }) => ({
        what: id,
        reported: verdict,
        recomputed: 'no such requirement',
      })),
      ...twice.map(({ id, verdict }) => ({ what: id, reported: `${verdict}, again`, recomputed: 'once' })),
    ],
    unfounded: compared.flatMap(({ unfounded }) => unfounded),
    settled: compared.flatMap(({ settled }) => settled),
    complete: compared.every(({ complete }) => complete),
  };
}

function compareResult(
  reported: RequirementResult | undefined,
  recomputed: RequirementResult,
  unseen: ReadonlySet<string>,
): Compared {
  const { id } = recomputed;
  if (reported === undefined)
    return {
      ...{ differences: [{ what: id, reported: 'missing', recomputed: verdictOf(recomputed) }] },
      ...{ unfounded: [], settled: [recomputed], complete: true },
    };
  // A violation that the evidence shows is one, however the check ended in the run.
  const reason = recomputed.findings.length > 0 ? undefined : circumstanceOf(reported);
  if (reason === undefined || sameVerdict(reported, recomputed)) {
    const differences = differencesOf(reported, recomputed, unseen);
    // Words that cannot be recomputed are taken as they are reported.
    const settled = differences.length === 0 ? reported : recomputed;
    const words = differences.length === 0 && !sameFindings(reported, recomputed);
    const unfounded = words
      ? [{ id, reported: reported.verdict, part: 'words', reason: unseenWords } as const]
      : [];
    return { differences, unfounded, settled: [settled], complete: true };
  }
  // What was lost claims nothing; what the selection of the run does not leave out may be left out for its evidence.
  const unfounded =
    reported.verdict === 'untested' && reported.reason !== leftOut
      ? []
      : [{ id, reported: reported.verdict, part: 'verdict', reason } as const];
  return { differences: [], unfounded, settled: [reported], complete: false };
}

/** Why the outcome of a check is not a matter of the evidence alone, in words; undefined when it is. It is never a pass. */
function circumstanceOf({ verdict, reason }: RequirementResult): string | undefined {
  if (verdict === 'untested' && reason === leftOut)
    return 'it was left out, and not by what run.selection says';
  if (verdict === 'untested' && reason?.startsWith(lost) === true) return reason;
  if (verdict === 'inconclusive' && reason === ranOutOfTime) return reason;
  return verdict === 'error' ? 'the check itself broke in the run' : undefined;
}

/** Why the words of a finding are not compared. */
const unseenWords = 'they tell of the octets of a file, which are not recorded';

/** True for an exchange that delivers a file: its content is not recorded. */
function isUnseen({ channel, response }: RecordedExchange): boolean {
  return channel === 'storage' && response !== undefined && response.status < 300 && response.size > 0;
}

function sameFindings(one: RequirementResult, other: RequirementResult): boolean {
  const [a, b] = [one, other].map(({ findings }) => findings.map((finding) => ordered(finding)).sort());
  return JSON.stringify(a) === JSON.stringify(b);
}

function sameVerdict(one: RequirementResult, other: RequirementResult): boolean {
  return one.verdict === other.verdict && one.reason === other.reason;
}

function differencesOf(
  reported: RequirementResult,
  recomputed: RequirementResult,
  unseen: ReadonlySet<string>,
): Difference[] {
  const { id } = recomputed;
  if (reported.verdict !== recomputed.verdict) {
    const [one, other] = [verdictOf(reported), verdictOf(recomputed)];
    return [{ what: id, reported: one, recomputed: other }];
  }
  // An error of the suite tells of the machine that it happened on.
  if (reported.verdict === 'error') return [];
  const views: Readonly<Record<string, (result: RequirementResult) => unknown>> = {
    reason: ({ reason }) => reason,
    findings: ({ findings }) => findings.map((finding) => ordered(finding, unseen)).sort(),
    notes: ({ notes }) => [...notes].sort(),
    evidence: ({ evidence }) => [...evidence].sort(),
    declaration: ({ level, title, clause, quote, profile, effect }) => [
      level,
      title,
      clause,
      quote,
      profile,
      effect,
    ],
  };
  return Object.entries(views).flatMap(([name, view]) =>
    memberDifference(`${id} ${name}`, view(reported), view(recomputed)),
  );
}

/** A finding as text; without what was received when that may be octets that are not recorded. */
function ordered(
  { received, expected, because, exchanges, path }: Finding,
  unseen: ReadonlySet<string> = new Set(),
): string {
  const seen = !exchanges.some((id) => unseen.has(id));
  return JSON.stringify({ ...(seen && { received }), expected, because, exchanges, path });
}

function verdictOf({ verdict, reason, findings: [finding] }: RequirementResult): string {
  const why = finding === undefined ? reason : `received ${finding.received}, expected ${finding.expected}`;
  return why === undefined ? verdict : `${verdict} (${why})`;
}
