import type { Level, Profile } from '../requirement.ts';
import type { Counts, RequirementResult, RunVerdict } from './model.ts';
import type { Verdict } from './outcome.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'INFO'];
const verdicts: readonly Verdict[] = [
  'passed',
  'failed',
  'warned',
  'info',
  'inconclusive',
  'inapplicable',
  'untested',
  'error',
];

/** Reason of a requirement that was in the run but has no result. */
export const lost = 'lost: the check was in the run and gave no result';

/** Counts verdicts by level. */
export function countVerdicts(results: readonly RequirementResult[]): Counts {
  const count = (level: Level, verdict: Verdict): number =>
    results.filter((result) => result.level === level && result.verdict === verdict).length;
  return Object.fromEntries(
    levels.map((level) => [
      level,
      Object.fromEntries(verdicts.map((verdict) => [verdict, count(level, verdict)])),
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
}

/** The verdict sentence and the exit code of a run. */
export function concludeRun(
  results: readonly RequirementResult[],
  { failOn, profiles, problems, interrupted = false }: Circumstances,
): RunVerdict {
  const of = (...wanted: Verdict[]): RequirementResult[] =>
    results.filter(({ verdict }) => wanted.includes(verdict));
  const ran = results.filter(({ verdict }) => verdict !== 'untested' && verdict !== 'inapplicable');
  const profile = `the ${profiles.join(' and ')} ${profiles.length === 1 ? 'profile' : 'profiles'}`;
  const errors = of('error');
  const faults = errors.length + problems.length;
  const more = faults > 0 ? `; the suite itself had ${faults} ${faults === 1 ? 'error' : 'errors'}` : '';
  const violated = [...of('failed'), ...(failOn === 'should' ? of('warned') : [])];
  const undecided = [
    ...of('inconclusive'),
    ...of('untested').filter(({ reason }) => reason?.startsWith(lost) === true),
  ];
  if (violated.length > 0) {
    const start = interrupted ? 'Interrupted: not' : 'Not';
    const sentence = `${start} conformant with ${profile}: ${ids(violated)} violated; ${passes(ran)}${more}.`;
    return { conclusion: 'nonconformant', exitCode: 1, sentence };
  }
  if (interrupted) {
    const open = undecided.length > 0 ? `, but ${ids(undecided)} could not be decided` : '';
    const sentence = `Interrupted: inconclusive for ${profile}: nothing violated${open}; ${passes(ran)}${more}.`;
    return { conclusion: 'inconclusive', exitCode: 2, sentence };
  }
  if (ran.length === 0)
    return { conclusion: 'error', exitCode: 3, sentence: 'No verdict: no requirement was checked.' };
  if (faults > 0) {
    const what = errors.length > 0 ? `checks that broke: ${ids(errors)}` : (problems[0] ?? '');
    return {
      conclusion: 'error',
      exitCode: 3,
      sentence: `No verdict: the suite itself is at fault (${what}).`,
    };
  }
  if (undecided.length > 0) {
    const sentence = `Inconclusive for ${profile}: nothing violated, but ${ids(undecided)} could not be decided; ${passes(ran)}.`;
    return { conclusion: 'inconclusive', exitCode: 2, sentence };
  }
  const skipped = of('untested');
  if (skipped.length > 0) {
    const claimed = results.filter((result) => profiles.includes(result.profile));
    const left = `${skipped.length} of ${claimed.length} requirements were left out`;
    const sentence = `Partial: what ran keeps ${profile}, ${left}; ${passes(ran)}.`;
    return { conclusion: 'partial', exitCode: 0, sentence };
  }
  return { conclusion: 'conformant', exitCode: 0, sentence: `Conformant with ${profile}: ${passes(ran)}.` };
}

function passes(ran: readonly RequirementResult[]): string {
  const share = (level: Level): string => {
    const those = ran.filter((result) => result.level === level);
    return `${those.filter(({ verdict }) => verdict === 'passed').length} of ${those.length} ${level}`;
  };
  return `${share('MUST')} and ${share('SHOULD')} requirements passed`;
}

function ids(results: readonly RequirementResult[]): string {
  const most = 12;
  const names = results.slice(0, most).map(({ id }) => id);
  return names.join(', ') + (results.length > most ? ` and ${results.length - most} more` : '');
}
