import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';

/** A name and what is known under it; undefined leaves it out. */
export type Fact = readonly [name: string, value: Child];

/** Names and values in two columns, on a narrow screen one below the other. */
export function factList(facts: readonly Fact[]): Markup {
  const known = facts.filter(([, value]) => value !== undefined);
  const rows = known.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
  );
  return markup`<dl class="facts">
${rows}</dl>
`;
}

/** Text as it is on the wire or in a shell, on lines that wrap. */
export function wire(content: Child): Markup {
  // An HTML parser drops a line feed that comes first in a `pre`.
  return markup`<pre>
${content}</pre>`;
}

/** What came from the target, within a sentence or alone. */
export function said(content: Child): Markup {
  return markup`<code class="said">${content}</code>`;
}
