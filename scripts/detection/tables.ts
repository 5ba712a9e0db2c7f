import type { MutantResult } from './mutant-result.ts';
import type { VariantResult } from './variant-result.ts';

/** The results as Markdown: totals by area and level, survivors by name, cross-talk, and runs without a plain verdict. */
export function mutantTables(results: readonly MutantResult[], notRun: readonly string[]): string {
  const areas = [...new Set(results.map(({ area }) => area))].sort();
  const survivors = results.filter(({ killed }) => !killed);
  const rows = [
    ...areas.map((area) => totals(area, (each) => each.area === area)),
    totals('all', () => true),
  ];
  function totals(title: string, within: (each: MutantResult) => boolean): string[] {
    const count = (fits: (each: MutantResult) => boolean) => share(results.filter(within).filter(fits));
    return [
      title,
      count(({ level }) => level === 'MUST'),
      count(({ level }) => level === 'SHOULD'),
      count(({ subtle }) => subtle),
      count(() => true),
    ];
  }
  const listed = (some: readonly MutantResult[], tell: (each: MutantResult) => string) =>
    list(some.map((each) => `${each.area}, ${each.level}: **${each.name}** – ${tell(each)}`));
  return [
    '# Detection of careless servers',
    `${results.length} servers judged, ${notRun.length} not. Killed of all, by area:`,
    table(['area', 'MUST', 'SHOULD', 'subtle', 'all'], rows),
    `Requests a run: ${spread(results.map(({ requests }) => requests))}; seconds: ${spread(results.map(({ seconds }) => seconds))}.`,
    '## Survivors',
    listed(survivors, ({ expected, by }) => `violates ${ids(expected)}; fired: ${ids(by)}`),
    '## Killed, but by none of the requirements that they violate',
    listed(
      results.filter(({ killed, by, expected }) => killed && !by.some((id) => expected.includes(id))),
      ({ expected, by }) => `violates ${ids(expected)}; fired: ${ids(by)}`,
    ),
    '## Cross-talk',
    listed(
      results.filter(({ crossTalk }) => crossTalk.length > 0),
      ({ expected, crossTalk }) => `violates ${ids(expected)}; fired besides: ${ids(crossTalk)}`,
    ),
    '## Without a plain verdict',
    listed(
      results.filter(
        ({ conclusion, killed, undecided }) =>
          conclusion === 'no report' || (!killed && undecided.length > 0),
      ),
      ({ conclusion, undecided }) => `${conclusion}; undecided: ${ids(undecided)}`,
    ),
    '## Not run',
    list(notRun),
  ].join('\n\n');
}

/** False alarms as Markdown. */
export function variantTables(results: readonly VariantResult[]): string {
  const alarms = results.filter(({ falseAlarms }) => falseAlarms.length > 0);
  const unplain = results.filter(
    ({ conclusion, undecided }) => conclusion === 'no report' || undecided.length > 0,
  );
  return [
    '# False alarms',
    `${results.length} conforming servers judged, false alarms at ${alarms.length}.`,
    list(alarms.map(({ name, falseAlarms }) => `**${name}** – ${ids(falseAlarms)}`)),
    '## Without a plain verdict',
    list(unplain.map(({ name, conclusion, undecided }) => `**${name}** – ${conclusion}: ${ids(undecided)}`)),
  ].join('\n\n');
}

function share(some: readonly MutantResult[]): string {
  return some.length === 0 ? '–' : `${some.filter(({ killed }) => killed).length}/${some.length}`;
}

function spread(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)] ?? 0}, at most ${sorted.at(-1) ?? 0}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n');
}

function ids(all: readonly string[]): string {
  return all.join(', ') || 'nothing';
}
