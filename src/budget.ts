/** How many requests a run may spend: at most 90, about 400, several thousand. */
export type Budget = 'quick' | 'standard' | 'thorough';
