import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';

/** A part of the page with a heading of its own. */
export interface Section {
  /** A word of ours: the fragment that leads to it. */
  readonly id: string;
  readonly title: string;
  readonly content: Child;
}

/** The section with its heading. */
export function sectionMarkup({ id, title, content }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}
