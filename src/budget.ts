import type { Profile } from './requirement.ts';

/** How many requests a run may spend. */
export type Budget = 'quick' | 'standard' | 'thorough';

/** The budgets, the smallest first. */
export const budgets: readonly Budget[] = ['quick', 'standard', 'thorough'];

const most: Readonly<Record<Budget, Readonly<Record<Profile, number>>>> = {
  quick: { core: 90, upload: 85 },
  standard: { core: 365, upload: 110 },
  thorough: { core: 5000, upload: 1000 },
};

/** API requests that a run plans at the most for the profiles it claims, on a target that needs no retries. */
export function mostRequests(budget: Budget, profiles: readonly Profile[]): number {
  return profiles.reduce((sum, profile) => sum + most[budget][profile], 0);
}
