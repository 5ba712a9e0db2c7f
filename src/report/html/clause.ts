import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';

/** What clauses begin with that are neither a place in the document nor in an RFC, in full. */
const kinds: readonly (readonly [start: RegExp, words: string])[] = [
  [/^P: /, 'Prose: '],
  [/^W: /, 'Documentation: '],
  [/^sec$/, 'Good practice'],
];

/** A clause as a link to its RFC, as a place in the document, or in words. */
function clauseMarkup(clause: string): Markup {
  const [, rfc, place] = /^RFC (\d{1,5}) §(\d{1,3}(?:\.\d{1,3}){0,5})$/.exec(clause) ?? [];
  if (rfc !== undefined && place !== undefined) {
    const url = `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${place}`;
    return markup`<a href="${url}" rel="noreferrer">${clause}</a>`;
  }
  if (!clause.startsWith('#/')) {
    const words = kinds.reduce((text, [start, full]) => text.replace(start, full), clause);
    return markup`<span>${words}</span>`;
  }
  // A long pointer is broken between its names.
  const [first = '', ...names] = clause.split('/');
  return markup`<code>${first}${names.map((name) => markup`/<wbr>${name}`)}</code>`;
}

/** The clauses of a requirement, each on a line. */
export function clauseList(clauses: readonly string[]): Child {
  return markup`<ul class="clauses" role="list">${clauses.map((clause) => markup`<li>${clauseMarkup(clause)}</li>`)}</ul>`;
}
