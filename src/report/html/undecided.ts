import { shapeOf } from '../causes-likeness.ts';
import type { ConformanceReport, RequirementResult } from '../model.ts';
import type { Verdict } from '../outcome.ts';
import { reasonsOf } from '../reasons.ts';
import { idRanges } from '../terminal-words.ts';
import { factList } from './facts.ts';
import type { Child, Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';
import { anchor, cut } from './text.ts';
import { verdictMark } from './words.ts';

/** A reason is cut after so many characters. */
const longest = 300;
/** So many errors outside any check are shown. */
const mostProblems = 10;
/** So many different parts of a reason are shown. */
const mostParts = 3;

/** What the suite itself failed to judge; undefined when it did its work. */
export function errorsSection({ requirements, run }: ConformanceReport): Section | undefined {
  const broken = requirements.filter(({ verdict }) => verdict === 'error');
  if (broken.length + run.problems.length === 0) return undefined;
  const content = [
    markup`<p>Here the suite is at fault, not the target.</p>`,
    groupsOf(broken).map(groupMarkup),
    run.problems.slice(0, mostProblems).map(
      (problem) => markup`<p>${cut(problem, longest)}</p>
`,
    ),
  ];
  return { id: 'errors', title: 'Errors of the suite', content };
}

/** What was not decided, by reason, with what to supply. */
export function undecidedSection({ requirements }: ConformanceReport): Section {
  const open: readonly Verdict[] = ['inconclusive', 'untested'];
  const groups = open.flatMap((wanted) => groupsOf(requirements.filter(({ verdict }) => verdict === wanted)));
  const content =
    groups.length === 0
      ? markup`<p>Every requirement that applies was decided.</p>`
      : groups.map(groupMarkup);
  return { id: 'undecided', title: 'Not decided', content };
}

/** Requirements with the same reason, as far as its words tell. */
function groupsOf(results: readonly RequirementResult[]): RequirementResult[][] {
  const groups = new Map<string, RequirementResult[]>();
  for (const result of results) {
    const key = shapeOf(reasonsOf(result)[0] ?? '');
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}

function groupMarkup(results: readonly RequirementResult[]): Markup {
  const [first] = results;
  if (first === undefined) return markup``;
  return markup`<div class="group">
${factList([
  ['Verdict', verdictMark(first.verdict)],
  ['Reason', reasonOf(first)],
  ['Requirements', results.length === 1 ? [linkTo(first.id), ' ', first.title] : rangesOf(results)],
])}</div>
`;
}

/** Many requirements on few lines: neighbours as the first of them, which the link leads to, and the last. */
function rangesOf(results: readonly RequirementResult[]): Child {
  const ranges = idRanges(results.map(({ id }) => id)).split(' ');
  return [`${results.length}: `, ranges.map((range) => [linkTo(range), ' '])];
}

function linkTo(range: string): Markup {
  const [first = range] = range.split('…');
  return markup`<a class="id" href="#${anchor('requirement', first)}">${range}</a>`;
}

/** The parts of a reason, one of each kind. */
function reasonOf(result: RequirementResult): Child {
  const kinds = [
    ...new Map(
      reasonsOf(result)
        .reverse()
        .map((part) => [shapeOf(part), part]),
    ).values(),
  ].reverse();
  return kinds
    .slice(0, mostParts)
    .map((part) => markup`<p>${cut(part === '' ? 'none given' : part, longest)}</p>`);
}
