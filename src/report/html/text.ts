import type { RequirementResult } from '../model.ts';
import type { Child } from './markup.ts';
import { markup } from './markup.ts';

/** A number with its thousands apart: `65,587`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 finding`, `2 findings`: a count of things. */
export function counted(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** At most the first `most` characters of a text, with a note that says how much of it that is. */
export function cut(text: string, most: number): Child {
  if (text.length <= most) return text;
  const note = `cut: ${grouped(most)} of ${grouped(text.length)} characters are shown`;
  return [text.slice(0, most), markup`<span class="cut">… ${note}</span>`];
}

/** At most the first `most` of a list, and how many are left out. */
export function someOf(items: readonly string[], most: number): string {
  const left = items.length - most;
  return items.slice(0, most).join(', ') + (left > 0 ? ` and ${grouped(left)} more` : '');
}

/** The fragment that leads to a part of the page; `name` may be any text. */
export function anchor(kind: 'area' | 'requirement' | 'evidence' | 'exchange', name: string): string {
  return `${kind}-${name.replace(/[^\w-]/g, (unit) => `.${unit.charCodeAt(0).toString(16)}`)}`;
}

/** `2025-01-15 11:30:00 UTC` for an RFC 3339 time in UTC, with milliseconds or without. */
export function moment(time: string): string {
  return time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}

/** `AUT` of `AUT-04`. */
export function areaOf({ id }: Pick<RequirementResult, 'id'>): string {
  return id.replace(/-.*/s, '');
}
