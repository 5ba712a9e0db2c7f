import type { ConformanceReport } from '../model.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { table } from './table.ts';
import { cut, moment } from './text.ts';
import { conclusions, verdictMark } from './words.ts';

const levels = ['MUST', 'SHOULD', 'INFO'] as const;
const verdicts = [
  ...(['failed', 'error', 'warned', 'waived', 'inconclusive', 'untested'] as const),
  ...(['passed', 'info', 'inapplicable'] as const),
];

/** The top of the page: the verdict in a word, its sentence, what was judged. */
export function verdictHeader({ verdict, contract, target, run, suite }: ConformanceReport): Markup {
  const { words, tone } = conclusions[verdict.conclusion];
  return markup`<header class="verdict ${tone}">
<h1>${words}</h1>
<p class="sentence">${cut(verdict.sentence, 2000)}</p>
<p class="judged"><span>${contract.operation} of ${contract.title} ${contract.version}</span> <span>${cut(target.url, 200)}</span> <span>${moment(run.startedAt)}</span> <span>${suite.name} ${suite.version}</span></p>
</header>
`;
}

/** How many requirements of each level came to each verdict; a verdict that nothing came to is left out. */
export function countsTable({ counts }: ConformanceReport): Markup {
  const rows = verdicts
    .filter((verdict) => levels.some((level) => counts[level][verdict] > 0))
    .map((verdict) => ({ cells: [verdictMark(verdict), ...levels.map((level) => counts[level][verdict])] }));
  const columns = [
    { title: 'Verdict', kind: 'name' } as const,
    ...levels.map((title) => ({ title, kind: 'number' }) as const),
  ];
  return markup`<div class="counts">${table({ labelledBy: 'counts-title' }, columns, rows)}</div>
`;
}
