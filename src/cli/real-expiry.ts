import type { Settings } from '../settings/settings.ts';
import type { ListedCheck } from './listed-checks.ts';

/** The checks that see URLs expire. */
export const seeingExpiry: readonly string[] = ['EXP-06', 'UPL-16', 'UPL-34'];

/** Seconds that they wait, together and once: the shortest lifetime, and the margin for clocks that differ. */
export const secondsToExpiry = 105;

/** The checks that wait for the real clock; none with REAL_EXPIRY=0, and none in the embedded reference server, whose clock is moved. */
export function waitingForExpiry<T extends Pick<ListedCheck, 'entry'>>(
  { target, realExpiry }: Pick<Settings, 'target' | 'realExpiry'>,
  checks: readonly T[],
): T[] {
  if (target === undefined || !realExpiry) return [];
  return checks.filter(({ entry }) => seeingExpiry.includes(entry.id));
}
