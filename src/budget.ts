/** How many requests a run may spend. */
export type Budget = 'quick' | 'standard' | 'thorough';

/** API requests that a run plans at the most, on a target that needs no retries. */
export const mostRequests: Readonly<Record<Budget, number>> = { quick: 90, standard: 475, thorough: 5000 };
