import type { ConformanceReport } from '../model.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { counted, cut, grouped } from './text.ts';

/** So many file ids are shown. */
const most = 200;
/** An id is cut after so many characters. */
const longest = 100;

/** The files that the run created: those that it deleted, and those that remain; undefined when it created none. */
export function leftOversSection({ leftOvers }: ConformanceReport): Section | undefined {
  const { deleted, remaining, reason } = leftOvers;
  if (deleted + remaining.length === 0) return undefined;
  const rest = remaining.length - most;
  const content = [
    markup`<p>${counted(deleted, 'file')} that the run created ${deleted === 1 ? 'is' : 'are'} deleted again; ${
      remaining.length === 0
        ? 'none remains'
        : markup`<strong>${counted(remaining.length, 'file')} ${remaining.length === 1 ? 'remains' : 'remain'}</strong>`
    }.${reason === undefined ? undefined : [' ', cut(reason, 1000)]}</p>`,
    remaining.length === 0
      ? undefined
      : markup`<ul class="columns">${remaining.slice(0, most).map((id) => markup`<li><code>${cut(id, longest)}</code></li>`)}</ul>`,
    rest > 0
      ? markup`<p>and ${grouped(rest)} more, which <code>conformance.json</code> names</p>`
      : undefined,
  ];
  return { id: 'left-overs', title: 'Left-overs', content };
}
