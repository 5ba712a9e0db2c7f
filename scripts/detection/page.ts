import { format, resolveConfig } from 'prettier';
import { budgets } from '../../src/budget.ts';
import type { Mutant } from '../../src/reference/mutants/mutant.ts';
import { suiteFile } from '../../src/suite-files.ts';
import type { MutantResult } from './mutant-result.ts';
import type { VariantResult } from './variant-result.ts';

/** What was measured, by budget. */
export interface Measured {
  /** Every careless server that there is, judged or not. */
  readonly mutants: readonly Mutant[];
  /** Names of mutants that are known to survive, by the reason why. */
  readonly survivors: Readonly<Record<string, readonly string[]>>;
  readonly results: readonly MutantResult[];
  readonly variants: readonly VariantResult[];
}

const introduction = `# Detection

What the suite finds, and what it wrongly accuses, measured with whole runs: each server is started on loopback and judged by the suite in a
process of its own, with both profiles that it offers. A server counts as killed when the run fails for a MUST that it violates, or when a
SHOULD that it breaks is at least warned of. Written by \`npm run detection\`; do not edit.

A careless server is the reference server with one fault as people make them (\`src/reference/mutants\`). _Subtle_ are those whose fault shows
only for some values, for one action, after another request, now and then, under concurrency, or for particular bytes. A conforming server is
the reference server with another choice where the contract leaves one (\`src/reference/variants.ts\`).
`;

/** The page on detection power, in the project's format. */
export async function renderDetection({ mutants, survivors, results, variants }: Measured): Promise<string> {
  const measured = budgets.filter((budget) => results.some((each) => each.budget === budget));
  const at = (budget: string) => results.filter((each) => each.budget === budget);
  const standard = at('standard');
  const areas = [...new Set(mutants.map(({ area }) => area))];
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
      ['budget', 'servers', 'MUST', 'SHOULD', 'subtle', 'MUST of the core profile', 'requests', 'seconds'],
      measured.map((budget) => scoreOf(budget, at(budget))),
    ),
    'Requests to API and storage together, and seconds: median and maximum. Several servers are judged at the same time.',
    '## By area',
    table(
      ['area', ...measured.flatMap((budget) => [`${budget}: MUST`, 'SHOULD', 'subtle'])],
      areas.map((area) => [
        area,
        ...measured.flatMap((budget) => sharesOf(at(budget).filter((each) => each.area === area))),
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
    '## Runs without a plain verdict',
    list(
      results
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
      ['budget', 'servers', 'false alarms', 'undecided'],
      budgets.flatMap((budget) => alarmsOf(budget, variants)),
    ),
    list(
      variants
        .filter(({ falseAlarms, undecided }) => falseAlarms.length + undecided.length > 0)
        .map(
          ({ name, budget, falseAlarms, undecided }) =>
            `**${name}** at ${budget}: ${ids([...falseAlarms, ...undecided])}`,
        ),
    ),
  ]);
}

function inWords({ name, level, area }: MutantResult): string {
  return `**${name}** (${area}, ${level})`;
}

/** The page on each careless server: what fired at each budget, and what it took. */
export async function renderServers({
  mutants,
  results,
}: Pick<Measured, 'mutants' | 'results'>): Promise<string> {
  const seen = new Map(results.map((each) => [`${each.budget} ${each.name}`, each]));
  const areas = [...new Set(mutants.map(({ area }) => area))];
  const rowOf = ({ defect: { name }, level, subtle }: Mutant): string[] => {
    const standard = seen.get(`standard ${name}`);
    const quick = seen.get(`quick ${name}`);
    return [
      name,
      level + (subtle ? ', subtle' : ''),
      standard === undefined ? 'not judged' : firedAt(standard),
      quick === undefined ? 'not judged' : firedAt(quick),
      String(standard?.requests ?? '–'),
      String(standard?.seconds ?? '–'),
    ];
  };
  return inFormat([
    '# Each careless server',
    'What fired at the budgets standard and quick, what the server violates in bold; requests to API and storage and seconds at standard. Written by `npm run detection`; do not edit. [detection.md](detection.md) has the totals.',
    ...areas.flatMap((area) => [
      `## ${area}`,
      table(
        ['server', 'level', 'standard', 'quick', 'requests', 's'],
        mutants.filter((each) => each.area === area).map(rowOf),
      ),
    ]),
  ]);
}

function firedAt({ killed, by, expected }: MutantResult): string {
  const told = by.map((id) => (expected.includes(id) ? `**${id}**` : id)).join(' ');
  return killed ? told : `survives${told === '' ? '' : `: ${told}`}`;
}

function scoreOf(budget: string, results: readonly MutantResult[]): string[] {
  const core = results.filter(({ level, profile }) => level === 'MUST' && profile === 'core');
  return [
    budget,
    String(results.length),
    ...sharesOf(results),
    share(core),
    spread(results.map(({ requests }) => requests)),
    spread(results.map(({ seconds }) => seconds)),
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

function alarmsOf(budget: string, variants: readonly VariantResult[]): string[][] {
  const own = variants.filter((each) => each.budget === budget);
  if (own.length === 0) return [];
  const count = (fits: (each: VariantResult) => boolean): string => String(own.filter(fits).length);
  return [
    [
      budget,
      String(own.length),
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

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n');
}

function ids(all: readonly string[]): string {
  return all.join(', ') || 'nothing';
}

async function inFormat(parts: readonly string[]): Promise<string> {
  const options = await resolveConfig(suiteFile('docs', 'detection.md'));
  return format(parts.join('\n\n'), { ...options, parser: 'markdown' });
}
