import type { Level } from '../requirement.ts';
import type { Conclusion, RequirementResult } from './model.ts';
import type { Tally } from './verdict.ts';
import type { WaiverAccount } from './waivers.ts';

/** What a run comes to in one sentence; nothing that is waived, left out or open goes without being said. */
export function sentenceOf(conclusion: Conclusion, tally: Tally): string {
  const { profiles, violated, waived, broken, problems, claimed, untested, ran, interrupted } = tally;
  const profile = `the ${profiles.join(' and ')} ${profiles.length === 1 ? 'profile' : 'profiles'}`;
  const exception = `but for ${counted(waived.length, 'waived requirement')} (${ids(waived)})`;
  switch (conclusion) {
    case 'nonconformant': {
      const start = interrupted ? 'Interrupted: not' : 'Not';
      const besides = waived.length > 0 ? `, ${ids(waived)} waived` : '';
      return `${start} conformant with ${profile}: ${ids(violated)} violated${besides}; ${endOf(tally)}.`;
    }
    case 'inconclusive': {
      const start = interrupted ? 'Interrupted: inconclusive' : 'Inconclusive';
      return `${start} for ${profile}: ${keptIn(tally)}; ${endOf(tally)}.`;
    }
    case 'error': {
      if (ran.length === 0) return 'No verdict: no requirement was checked.';
      const what = broken.length > 0 ? `checks that broke: ${ids(broken)}` : (problems[0] ?? '');
      return `No verdict: the suite itself is at fault (${what}).`;
    }
    case 'outdated':
      return `Waivers out of date for ${profile}: ${outdatedIn(tally)}; ${keptIn(tally)}; ${passesIn(tally)}.`;
    case 'partial': {
      const left = `${untested.length} of ${claimed.length} requirements were left out`;
      const kept = `what ran keeps ${profile}${waived.length > 0 ? ` ${exception}` : ''}`;
      return `Partial: ${kept}, ${left}; ${passesIn(tally)}.`;
    }
    case 'waived':
      return `Conformant ${exception} of ${profile}: ${passesIn(tally)}.`;
    case 'conformant':
      return `Conformant with ${profile}: ${passesIn(tally)}.`;
  }
}

/** What is wrong with a waiver that fails the run. */
export function outdatedWords({ id, state, until }: Pick<WaiverAccount, 'id' | 'state' | 'until'>): string {
  return state === 'expired'
    ? `the waiver of ${id} expired on ${until}`
    : `the waiver of ${id} is stale: the requirement passed`;
}

function outdatedIn({ outdated }: Tally): string {
  return outdated.map(outdatedWords).join('; ');
}

function keptIn({ waived, undecided }: Tally): string {
  const besides = waived.length > 0 ? ` besides what is waived (${ids(waived)})` : '';
  const open = undecided.length > 0 ? `, but ${ids(undecided)} could not be decided` : '';
  return `nothing violated${besides}${open}`;
}

function endOf(tally: Tally): string {
  const faults = tally.broken.length + tally.problems.length;
  return [
    passesIn(tally),
    ...(tally.outdated.length > 0 ? [outdatedIn(tally)] : []),
    ...(faults > 0 ? [`the suite itself had ${counted(faults, 'error')}`] : []),
  ].join('; ');
}

function passesIn({ ran }: Tally): string {
  const share = (level: Level): string => {
    const those = ran.filter((result) => result.level === level);
    return `${those.filter(({ verdict }) => verdict === 'passed').length} of ${those.length} ${level}`;
  };
  return `${share('MUST')} and ${share('SHOULD')} requirements passed`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function ids(results: readonly RequirementResult[]): string {
  const most = 12;
  const names = results.slice(0, most).map(({ id }) => id);
  return names.join(', ') + (results.length > most ? ` and ${results.length - most} more` : '');
}
