import type { Cause } from './causes.ts';
import { tellingFinding } from './causes.ts';
import { wordsOf } from './causes-likeness.ts';
import { replayCommand, requestAgain } from './commands.ts';
import type { ConformanceReport, RequirementResult } from './model.ts';
import type { Finding } from './outcome.ts';
import type { RecordedExchange } from './recorded.ts';
import { brief } from './terminal-words.ts';

/** A block has so many lines about other findings at the most; what goes beyond shares the last of them. */
const mostLines = 10;
/** A longer command is cut, in characters; the report has it whole. */
const longestCommand = 600;

/** Findings of a cause that have the same words: of which requirements, and one of them. */
interface Kind {
  readonly ids: readonly string[];
  readonly received: string;
  readonly expected: string;
}

/** A cause in at most 20 lines: what was sent, received and expected, every other finding in it by kind, and how to see it again. */
export function causeBlock({ ids }: Cause, report: ConformanceReport): string {
  const results = resultsOf(ids, report);
  const [root] = results;
  const byId = new Map(report.exchanges.map((exchange) => [exchange.id, exchange]));
  const finding = tellingFinding(root?.findings ?? [], byId);
  if (root === undefined || finding === undefined) return ids.join(' ');
  const { because, received, expected } = finding;
  const [same, ...others] = kindsOf(results, finding);
  const more = root.findings.filter((one) => wordsOf(one) === wordsOf(finding)).length - 1;
  const like = [
    ...(more > 0 ? [`${more} more ${more === 1 ? 'finding' : 'findings'} like it`] : []),
    ...(same !== undefined && same.ids.length > 1 ? [`the same in ${same.ids.slice(1).join(' ')}`] : []),
  ];
  return [
    `${root.verdict.toUpperCase()}  ${root.id}  ${root.title}`,
    ...(because === undefined ? [] : [`  sent      ${brief(because, 300)}`]),
    `  received  ${brief(received, 300)}`,
    `  expected  ${brief(expected, 300)}`,
    `  clause    ${brief(`${root.clause[0] ?? ''}: ${root.quote}`, 300)}`,
    ...(like.length > 0 ? [`  also      ${like.join('; ')}`] : []),
    ...atMost(mostLines, others.map(kindText)).map((line) => `  also      ${line}`),
    ...requestsOf(finding, byId, report),
    `  replay    ${replayCommand(root, finding, report)}`,
  ].join('\n');
}

/** A cause on one line, every kind of finding in it. */
export function causeLine({ ids, received, expected }: Cause, report: ConformanceReport): string {
  const results = resultsOf(ids, report);
  const kinds = kindsOf(results, { received, expected });
  return `${results[0]?.verdict.toUpperCase()}  ${kinds.map(kindText).join('; ')}`;
}

function resultsOf(ids: readonly string[], { requirements }: ConformanceReport): RequirementResult[] {
  return ids.flatMap((id) => requirements.find((result) => result.id === id) ?? []);
}

/** The findings by their words, the kind of the one that is shown first. */
function kindsOf(
  results: readonly RequirementResult[],
  shown: Pick<Finding, 'received' | 'expected'>,
): Kind[] {
  const kinds = new Map<string, Kind>([[wordsOf(shown), { ...shown, ids: [] }]]);
  for (const { id, findings } of results) {
    for (const { received, expected } of findings) {
      const words = wordsOf({ received, expected });
      const kind = kinds.get(words) ?? { ids: [], received, expected };
      if (!kind.ids.includes(id)) kinds.set(words, { ...kind, ids: [...kind.ids, id] });
    }
  }
  return [...kinds.values()];
}

function kindText({ ids, received, expected }: Kind): string {
  return `${ids.join(' ')}: received ${brief(received, 90)}, expected ${brief(expected, 90)}`;
}

function atMost(most: number, lines: readonly string[]): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most - 1), lines.slice(most - 1).join('; ')];
}

/** The first two exchanges of a finding as commands: the API request, then what was done with its URL. */
function requestsOf(
  { exchanges }: Finding,
  byId: ReadonlyMap<string, RecordedExchange>,
  report: ConformanceReport,
): string[] {
  return exchanges
    .slice(0, 2)
    .flatMap((id) => byId.get(id) ?? [])
    .map((exchange) => {
      const line = requestAgain(exchange, report);
      if (line.length <= longestCommand) return `  request   ${line}`;
      return `  request   ${line.slice(0, longestCommand)}… (whole in the report: ${exchange.id})`;
    });
}
