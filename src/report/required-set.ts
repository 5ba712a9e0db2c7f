import type { Profile } from '../requirement.ts';
import type { CatalogueEntry } from './collected.ts';
import type { RequirementResult } from './model.ts';
import { leftOut } from './outcome.ts';
import { lost } from './verdict.ts';

/** What ran, and what the catalogue has besides, in the order of ids; `elsewhere`: where the rest is, when the user did not leave it out. */
export function requiredSet(
  ran: readonly RequirementResult[],
  catalogue: readonly CatalogueEntry[],
  { profiles, elsewhere }: { readonly profiles: readonly Profile[]; readonly elsewhere?: string | undefined },
): RequirementResult[] {
  const known = new Set(ran.map(({ id }) => id));
  const rest = catalogue
    .filter(({ id }) => !known.has(id))
    .map(({ defects: _, ...entry }): RequirementResult => {
      const nothing = { findings: [], notes: [], evidence: [] };
      if (!profiles.includes(entry.profile))
        return { ...entry, ...nothing, verdict: 'inapplicable', reason: notClaimed(entry.profile) };
      const reason = elsewhere === undefined ? leftOut : `${lost} (${elsewhere})`;
      return { ...entry, ...nothing, verdict: 'untested', reason };
    });
  return [...ran, ...rest].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Where a requirement is that does not belong to a shard. */
export const inAnotherShard = 'it belongs to another shard';

/** True for a requirement of another shard than the one that a report is on. */
export function belongsElsewhere({ reason }: Pick<RequirementResult, 'reason'>): boolean {
  return reason === `${lost} (${inAnotherShard})`;
}

/** Reason of a requirement whose profile the target does not claim. */
export function notClaimed(profile: Profile): string {
  return `the ${profile} profile is not claimed: TARGET_PROFILES=core,${profile}`;
}
