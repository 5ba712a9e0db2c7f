import type { Level, Profile } from '../requirement.ts';
import type { Conclusion, Counts, RequirementResult, RunVerdict } from './model.ts';
import type { Verdict } from './outcome.ts';
import { sentenceOf } from './verdict-sentence.ts';
import type { WaiverAccount } from './waivers.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'INFO'];
const counted: readonly (keyof Counts[Level])[] = [
  'passed',
  'failed',
  'warned',
  'info',
  'inconclusive',
  'inapplicable',
  'untested',
  'error',
  'waived',
];

/** Reason of a requirement that was in the run but has no result. */
export const lost = 'lost: the check was in the run and gave no result';

/** Counts verdicts by level; what is waived is neither failed nor warned. */
export function countVerdicts(results: readonly RequirementResult[]): Counts {
  const count = (level: Level, wanted: keyof Counts[Level]): number =>
    results.filter(
      (result) =>
        result.level === level && (result.waiver === undefined ? result.verdict : 'waived') === wanted,
    ).length;
  return Object.fromEntries(
    levels.map((level) => [
      level,
      Object.fromEntries(counted.map((verdict) => [verdict, count(level, verdict)])),
    ]),
  ) as Counts;
}

/** What besides the results decides about a run. */
export interface Circumstances {
  readonly failOn: 'must' | 'should';
  /** The profiles that the target claims. */
  readonly profiles: readonly Profile[];
  /** Errors outside any check. */
  readonly problems: readonly string[];
  /** True when the run was ended before its time; what is missing is then never a verdict. */
  readonly interrupted?: boolean;
  /** What came of the waivers; none by default. */
  readonly waivers?: readonly WaiverAccount[];
}

/** The results of a run by what they mean for its verdict. */
export interface Tally extends Required<Circumstances> {
  /** Everything that the claimed profiles ask for. */
  readonly claimed: readonly RequirementResult[];
  readonly ran: readonly RequirementResult[];
  readonly broken: readonly RequirementResult[];
  readonly violated: readonly RequirementResult[];
  readonly waived: readonly RequirementResult[];
  readonly undecided: readonly RequirementResult[];
  /** Not run, lost ones too. */
  readonly untested: readonly RequirementResult[];
  /** Waivers that are expired or stale. */
  readonly outdated: readonly WaiverAccount[];
}

const exitCodes: Readonly<Record<Conclusion, RunVerdict['exitCode']>> = {
  conformant: 0,
  waived: 0,
  partial: 0,
  nonconformant: 1,
  outdated: 1,
  inconclusive: 2,
  error: 3,
};

/** The verdict sentence and the exit code of a run. */
export function concludeRun(results: readonly RequirementResult[], circumstances: Circumstances): RunVerdict {
  const tally = tallyOf(results, { interrupted: false, waivers: [], ...circumstances });
  const conclusion = conclusionOf(tally);
  return { conclusion, exitCode: exitCodes[conclusion], sentence: sentenceOf(conclusion, tally) };
}

function tallyOf(results: readonly RequirementResult[], circumstances: Required<Circumstances>): Tally {
  const { failOn, profiles, waivers } = circumstances;
  const of = (...wanted: Verdict[]): RequirementResult[] =>
    results.filter(({ verdict, waiver }) => waiver === undefined && wanted.includes(verdict));
  const untested = of('untested');
  return {
    ...circumstances,
    claimed: results.filter(({ profile }) => profiles.includes(profile)),
    ran: results.filter(({ verdict }) => verdict !== 'untested' && verdict !== 'inapplicable'),
    broken: of('error'),
    violated: [...of('failed'), ...(failOn === 'should' ? of('warned') : [])],
    waived: results.filter(({ waiver }) => waiver !== undefined),
    undecided: [...of('inconclusive'), ...untested.filter(({ reason }) => reason?.startsWith(lost) === true)],
    untested,
    outdated: waivers.filter(({ state }) => state === 'expired' || state === 'stale'),
  };
}

/** A violation stays one whatever breaks besides; nothing else is said of a run that broke. */
function conclusionOf(tally: Tally): Conclusion {
  if (tally.violated.length > 0) return 'nonconformant';
  if (tally.interrupted) return 'inconclusive';
  if (tally.ran.length === 0 || tally.broken.length + tally.problems.length > 0) return 'error';
  if (tally.outdated.length > 0) return 'outdated';
  if (tally.undecided.length > 0) return 'inconclusive';
  if (tally.untested.length > 0) return 'partial';
  return tally.waived.length > 0 ? 'waived' : 'conformant';
}
