import type { Choices } from '../choices.ts';

/** Seconds since the epoch at which a URL expires that is asked for `now` (milliseconds) and for `minutes`. */
export function expiryOf(now: number, minutes: number, grain: Choices['lifetimeGrain']): number {
  if (grain === 0) return Math.round(now + minutes * 60_000) / 1000;
  return Math.floor(now / 1000) + Math.round((minutes * 60) / grain) * grain;
}

/** The same instant in the unit of `expiresAt`. */
export function inUnit(seconds: number, unit: Choices['expiryUnit']): number {
  return unit === 'seconds' ? seconds : Math.round(seconds * 1000);
}
