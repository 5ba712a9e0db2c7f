import type { ConformanceReport } from '../model.ts';
import type { Side } from '../readings.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';

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

/** Which side the target takes where the document and the prose contradict each other. */
export function readingsSection({ readings }: ConformanceReport): Section | undefined {
  if (readings.length === 0) return undefined;
  const rows = readings.map(({ discrepancy, subject, openapi, prose, follows, evidence }) => ({
    cells: [
      `${discrepancy} ${subject}`,
      openapi,
      prose,
      markup`<strong>${sides[follows]}</strong>`,
      evidence.length === 0 ? '–' : markup`<code>${evidence.join(', ')}</code>`,
    ],
  }));
  const content = markup`<p>Where the OpenAPI document and the prose of the contract contradict each other, this is the side that the target takes.</p>
${table({ labelledBy: 'readings-title' }, columns, rows)}`;
  return { id: 'readings', title: 'Readings', content };
}
