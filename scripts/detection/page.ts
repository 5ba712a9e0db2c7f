import type { Budget } from '../../src/budget.ts';
import { budgets } from '../../src/budget.ts';
import { ids, inFormat, list, table } from './markdown.ts';
import type { Judged, Measured } from './measured.ts';
import { at, mostAt } from './measured.ts';
import type { MutantResult } from './mutant-result.ts';
import type { VariantResult } from './variant-result.ts';

const introduction = `# Detection

What the suite finds, and what it wrongly accuses. A server counts as killed when the suite fails it for a MUST that it violates, or at least
warns of a SHOULD that it breaks. Written by \`npm run detection\`; do not edit.

A careless server is the reference server with one fault as people make them (\`src/reference/mutants\`). _Subtle_ are those whose fault shows
only for some values, for one action, after another request, now and then, under concurrency, or for particular bytes. A conforming server is
the reference server with another choice where the contract leaves one (\`src/reference/variants.ts\`).

Servers are judged in two ways. In _whole runs_ each is started on loopback and judged by the suite in processes of its own, as users do it,
expiry in real time: they take so long that half an hour reaches for an even sample. _In process_ the same checks judge one server after the
other, without Playwright and the report, and see expiry by a moved clock: half an hour reaches for all of them.
`;

/** The page on detection power, in the project's format. */
export async function renderDetection(measured: Measured): Promise<string> {
  const { mutants, survivors, wholeRuns, inProcess } = measured;
  const standard = mostAt('standard', measured);
  const areas = [...new Set(mutants.map(({ area }) => area))];
  const shown = budgets.filter((budget) => mostAt(budget, measured).length > 0);
  const alive = standard.filter(({ killed }) => !killed);
  const explained = Object.entries(survivors).map(([reason, names]): [string, MutantResult[]] => [
    reason,
    alive.filter(({ name }) => names.includes(name)),
  ]);
  const unexplained = alive.filter(({ name }) => !Object.values(survivors).flat().includes(name));
  const notRun = mutants.length - standard.length;
  return inFormat([
    introduction,
    '## Careless servers that are killed',
    table(
      [
        'budget',
        'way',
        'servers',
        'MUST',
        'SHOULD',
        'subtle',
        'MUST of the core profile',
        'requests',
        'seconds',
      ],
      budgets.flatMap((budget) => [
        ...scoreOf(budget, 'in process', at(budget, inProcess.results)),
        ...scoreOf(budget, 'whole runs', at(budget, wholeRuns.results)),
      ]),
    ),
    'Requests to API and storage together, and seconds: median and maximum. Several servers are judged at the same time.',
    ...budgets.flatMap((budget) => agreementAt(budget, measured)),
    '## By area',
    table(
      ['area', ...shown.flatMap((budget) => [`${budget}: MUST`, 'SHOULD', 'subtle'])],
      areas.map((area) => [
        area,
        ...shown.flatMap((budget) => sharesOf(mostAt(budget, measured).filter((each) => each.area === area))),
      ]),
    ),
    '## Survivors at the budget standard',
    list(
      [...explained, ['unexplained', unexplained] as const]
        .filter(([, results]) => results.length > 0)
        .map(([reason, results]) => `${reason}: ${results.map(inWords).join('; ')}`),
    ),
    '## Killed at standard, but by none of the requirements that are violated',
    list(
      standard
        .filter(({ killed, by, expected }) => killed && !by.some((id) => expected.includes(id)))
        .map(({ name, expected, by }) => `**${name}**: violates ${ids(expected)}; fired: ${ids(by)}`),
    ),
    '## Cross-talk at standard',
    'How many servers a requirement accused besides those that violate it by their description. Most of it follows from the fault: a URL that does not deliver fails everything that looks at the file.',
    table(['requirement', 'servers', 'for example'], crossTalkOf(standard)),
    '## Without a plain verdict',
    list(
      budgets
        .flatMap((budget) => mostAt(budget, measured))
        .filter(
          ({ conclusion, killed, undecided }) =>
            conclusion === 'no report' || (!killed && undecided.length > 0),
        )
        .map(
          ({ name, budget, conclusion, undecided }) =>
            `**${name}** at ${budget}: ${conclusion}; undecided: ${ids(undecided)}`,
        ),
    ),
    ...(notRun === 0
      ? []
      : [
          '## Not judged',
          `${notRun} of ${mutants.length} careless servers were not judged at standard. [detection-servers.md](detection-servers.md) names them.`,
        ]),
    '## Conforming servers',
    table(
      ['budget', 'way', 'servers', 'false alarms', 'undecided'],
      budgets.flatMap((budget) => [
        ...alarmsOf(budget, 'in process', at(budget, inProcess.variants)),
        ...alarmsOf(budget, 'whole runs', at(budget, wholeRuns.variants)),
      ]),
    ),
    list([...accusedIn('in process', inProcess), ...accusedIn('whole runs', wholeRuns)]),
  ]);
}

/** Whether both ways of judging come to the same. */
function agreementAt(budget: Budget, { wholeRuns, inProcess }: Measured): string[] {
  const within = new Map(at(budget, inProcess.results).map((each) => [each.name, each]));
  const both = at(budget, wholeRuns.results).flatMap((whole) => {
    const other = within.get(whole.name);
    return other === undefined ? [] : [{ whole, other }];
  });
  if (both.length === 0) return [];
  const differing = both.filter(({ whole, other }) => whole.killed !== other.killed);
  const same = both.filter(({ whole, other }) => ids(whole.by) === ids(other.by));
  return [
    `At ${budget} ${both.length} servers were judged in both ways: ${same.length} with the same requirements fired, ` +
      `${differing.length} killed in one way alone${differing.length === 0 ? '.' : ':'}`,
    ...(differing.length === 0
      ? []
      : [
          list(
            differing.map(
              ({ whole }) => `**${whole.name}**: killed ${whole.killed ? 'by the whole run' : 'in process'}`,
            ),
          ),
        ]),
  ];
}

/** The conforming servers that were accused, or about which something stayed open. */
function accusedIn(way: string, { variants }: Judged): string[] {
  return variants
    .filter(({ falseAlarms, undecided }) => falseAlarms.length + undecided.length > 0)
    .map(
      ({ name, budget, falseAlarms, undecided }) =>
        `**${name}** at ${budget}, ${way}: ${ids([...falseAlarms, ...undecided])}`,
    );
}

function inWords({ name, level, area }: MutantResult): string {
  return `**${name}** (${area}, ${level})`;
}

function scoreOf(budget: string, way: string, results: readonly MutantResult[]): string[][] {
  if (results.length === 0) return [];
  const core = results.filter(({ level, profile }) => level === 'MUST' && profile === 'core');
  return [
    [
      ...[budget, way, String(results.length)],
      ...sharesOf(results),
      share(core),
      spread(results.map(({ requests }) => requests)),
      spread(results.map(({ seconds }) => Math.round(seconds))),
    ],
  ];
}

/** Killed of the MUST, the SHOULD and the subtle ones. */
function sharesOf(results: readonly MutantResult[]): string[] {
  return [
    share(results.filter(({ level }) => level === 'MUST')),
    share(results.filter(({ level }) => level === 'SHOULD')),
    share(results.filter(({ subtle }) => subtle)),
  ];
}

function crossTalkOf(results: readonly MutantResult[]): string[][] {
  const count = new Map<string, string[]>();
  for (const { name, crossTalk } of results)
    for (const id of crossTalk) count.set(id, [...(count.get(id) ?? []), name]);
  return [...count]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([id, names]) => [id, String(names.length), names[0] ?? '']);
}

function alarmsOf(budget: string, way: string, variants: readonly VariantResult[]): string[][] {
  if (variants.length === 0) return [];
  const count = (fits: (each: VariantResult) => boolean): string => String(variants.filter(fits).length);
  return [
    [
      ...[budget, way, String(variants.length)],
      count(({ falseAlarms }) => falseAlarms.length > 0),
      count(({ undecided, conclusion }) => undecided.length > 0 || conclusion === 'no report'),
    ],
  ];
}

function share(some: readonly MutantResult[]): string {
  return some.length === 0 ? '–' : `${some.filter(({ killed }) => killed).length}/${some.length}`;
}

function spread(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)] ?? 0}, ${sorted.at(-1) ?? 0}`;
}
