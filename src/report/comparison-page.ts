import type { Cell, ComparedRequirement, ComparedTarget, Comparison } from './comparison.ts';
import { comparedWords } from './comparison.ts';
import type { Child, Markup } from './html/markup.ts';
import { markup } from './html/markup.ts';
import { page } from './html/page.ts';
import type { Section } from './html/section.ts';
import { table } from './html/table.ts';
import { counted, cut, moment } from './html/text.ts';
import { conclusions, verdictMark } from './html/words.ts';

/** The comparison as one HTML page that needs no script and no other file. */
export function renderComparison(comparison: Comparison): string {
  const { contract, targets, requirements } = comparison;
  const differing = requirements.filter(({ differs }) => differs);
  const same = requirements.filter(({ differs }) => !differs);
  const sections = [
    targetsSection(targets),
    ...matrix('differing', 'Where they differ', differing, targets),
    ...matrix('same', 'Where they agree', same, targets),
  ];
  return page(`Comparison: ${contract.operation}`, headerOf(comparison, differing.length), sections);
}

function headerOf({ contract, targets, requirements }: Comparison, differing: number): Markup {
  const sets = new Set(targets.map(({ catalogue }) => catalogue)).size;
  const note = sets > 1 ? ' Their runs had different sets of requirements.' : '';
  return markup`<header class="verdict mute">
<h1>${comparedWords(targets)} compared</h1>
<p class="sentence">They differ in ${differing} of ${counted(requirements.length, 'requirement')}.${note}</p>
<p class="judged"><span>${contract.operation} of ${contract.title} ${contract.version}</span></p>
</header>
`;
}

function targetsSection(targets: readonly ComparedTarget[]): Section {
  const titles = ['Verdict', 'Requirements', 'Profiles', 'Run'];
  const columns = [{ title: 'Target', kind: 'name' } as const, ...titles.map((title) => ({ title }))];
  const rows = targets.map((target) => ({ cells: [nameCell(target), ...factsOf(target)] }));
  return { id: 'targets', title: 'Targets', content: table({ labelledBy: 'targets-title' }, columns, rows) };
}

function nameCell({ name, embedded }: ComparedTarget): Child {
  return [cut(name, 200), embedded ? markup`<p class="reason">reference server</p>` : undefined];
}

function factsOf({ conclusion, profiles, startedAt, suite, counts }: ComparedTarget): Child[] {
  const { words, tone } = conclusions[conclusion];
  return [
    markup`<span class="mark ${tone}">${words}</span>`,
    countsOf(counts),
    profiles.join(' and '),
    [moment(startedAt), markup`<p class="reason">suite ${suite}</p>`],
  ];
}

function countsOf({ MUST, SHOULD, INFO }: ComparedTarget['counts']): string {
  const sum = (...verdicts: (keyof typeof MUST)[]): number =>
    [MUST, SHOULD, INFO]
      .flatMap((level) => verdicts.map((verdict) => level[verdict]))
      .reduce((a, b) => a + b);
  const rest = [
    [sum('failed', 'warned'), 'violated'],
    [sum('waived'), 'waived'],
    [sum('inconclusive', 'untested', 'error'), 'open'],
  ] as const;
  return [
    `${MUST.passed} MUST and ${SHOULD.passed} SHOULD passed`,
    ...rest.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`),
  ].join(', ');
}

function matrix(
  id: string,
  title: string,
  requirements: readonly ComparedRequirement[],
  targets: readonly ComparedTarget[],
): Section[] {
  if (requirements.length === 0) return [];
  const columns = [
    { title: 'Id', kind: 'name' } as const,
    { title: 'Requirement' },
    ...targets.map(({ name }) => ({ title: name })),
  ];
  const rows = requirements.map((row) => ({
    cells: [markup`<span class="id">${row.id}</span>`, row.title, ...row.verdicts.map(cellOf)],
  }));
  return [{ id, title, content: table({ labelledBy: `${id}-title` }, columns, rows) }];
}

function cellOf(cell: Cell): Child {
  if (cell === 'missing') return 'not in its set';
  return cell === 'not claimed' ? cell : verdictMark(cell);
}
