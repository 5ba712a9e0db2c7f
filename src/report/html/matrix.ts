import type { ConformanceReport, RequirementResult } from '../model.ts';
import { reasonLine } from '../reasons.ts';
import { clauseList } from './clause.ts';
import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { anchor, areaOf, counted, cut } from './text.ts';
import { areaName, verdictMark } from './words.ts';

/** A reason and a note are cut after so many characters. */
const longest = 200;
/** So many notes of a requirement are shown. */
const mostNotes = 3;

const columns = [
  { title: 'Id', kind: 'name' },
  { title: 'Level' },
  { title: 'Requirement' },
  { title: 'Verdict' },
] as const;

/** Every requirement, area by area. */
export function matrixSection({ requirements }: ConformanceReport): Section | undefined {
  if (requirements.length === 0) return undefined;
  const areas = [...new Set(requirements.map(areaOf))];
  const content = areas.map((area) =>
    areaMarkup(
      area,
      requirements.filter((result) => areaOf(result) === area),
    ),
  );
  return { id: 'requirements', title: 'Requirements', content };
}

function areaMarkup(area: string, results: readonly RequirementResult[]): Markup {
  const id = anchor('area', area);
  const rows = results.map((result) => ({
    id: anchor('requirement', result.id),
    cells: [result.id, result.level, requirementCell(result), verdictCell(result)],
  }));
  return markup`<h3 id="${id}">${areaName(area)} <small>${shareOf(results)}</small></h3>
${table({ labelledBy: id, wide: true }, columns, rows)}`;
}

/** How many of those that apply and are judged have passed. */
function shareOf(results: readonly RequirementResult[]): string {
  const judged = results.filter(({ verdict }) => verdict !== 'inapplicable' && verdict !== 'info');
  const passed = judged.filter(({ verdict }) => verdict === 'passed').length;
  return judged.length === 0 ? 'nothing to judge' : `${passed} of ${judged.length} passed`;
}

function requirementCell({ title, clause }: RequirementResult): Child {
  return [markup`<span class="title">${title}</span>`, clauseList(clause)];
}

function verdictCell(result: RequirementResult): Child {
  const { id, verdict, waiver, reason, findings, notes } = result;
  const found = counted(findings.length, 'finding');
  const rest = notes.length - mostNotes;
  return [
    verdictMark(verdict),
    waiver === undefined ? undefined : markup` ${verdictMark('waived')} until ${waiver.until}`,
    reason === undefined ? undefined : markup`<p class="reason">${cut(reasonLine(result), longest)}</p>`,
    findings.length === 0
      ? undefined
      : markup`<p class="reason"><a href="#${anchor('evidence', id)}">${found}</a></p>`,
    notes.slice(0, mostNotes).map((note) => markup`<p class="reason">${cut(note, longest)}</p>`),
    rest > 0 ? markup`<p class="reason">${counted(rest, 'more note')}</p>` : undefined,
  ];
}
