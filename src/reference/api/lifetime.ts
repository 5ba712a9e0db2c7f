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

/** The same instant as RFC 3339 writes it, on a clock that is `offset` minutes ahead of UTC; 0 is written `Z`. */
export function dateTime(seconds: number, offset: number): string {
  const local = new Date((seconds + offset * 60) * 1000).toISOString().replace(/(\.000)?Z$/, '');
  return offset === 0
    ? `${local}Z`
    : `${local}+${twoDigits(Math.floor(offset / 60))}:${twoDigits(offset % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
