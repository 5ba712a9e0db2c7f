import type { ConformanceReport } from '../model.ts';
import type { Side } from '../readings.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { anchor } from './text.ts';

const sides: Readonly<Record<Side, string>> = {
  OpenAPI: 'the document',
  prose: 'the prose',
  both: 'both',
  neither: 'neither',
  unknown: 'not known',
};

const columns = [
  { title: 'Contradiction', kind: 'name' },
  { title: 'The document says' },
  { title: 'The prose says' },
  { title: 'The target follows' },
  { title: 'Seen in' },
] as const;

/** Which side the target takes where the document and the prose contradict each other; `shown`: exchanges that stand in the page. */
export function readingsSection(
  { readings }: ConformanceReport,
  shown: ReadonlySet<string>,
): Section | undefined {
  if (readings.length === 0) return undefined;
  const rows = readings.map(({ discrepancy, subject, openapi, prose, follows, evidence }) => ({
    cells: [
      `${discrepancy} ${subject}`,
      openapi,
      prose,
      markup`<strong>${sides[follows]}</strong>`,
      evidence.length === 0 ? '–' : evidence.map((id) => [shown.has(id) ? linkTo(id) : id, ' ']),
    ],
  }));
  const content = markup`<p>Where the OpenAPI document and the prose of the contract contradict each other, this is the side that the target takes.</p>
${table({ labelledBy: 'readings-title' }, columns, rows)}`;
  return { id: 'readings', title: 'Readings', content };
}

function linkTo(id: string): Markup {
  return markup`<a href="#${anchor('exchange', id)}">${id}</a>`;
}
