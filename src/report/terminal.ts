import { mostRequests } from '../budget.ts';
import type { ConformanceReport, RequirementResult } from './model.ts';
import type { Finding } from './outcome.ts';
import { curlOf, payloadName } from './curl.ts';
import type { RecordedExchange } from './recorded.ts';
import { leftOverLines, readingLines } from './terminal-notes.ts';

const shown = ['error', 'failed', 'warned', 'inconclusive'] as const;

/** What the terminal shows at the end: each requirement that is not kept, what else is worth a line, then one verdict sentence. */
export function renderTerminal(report: ConformanceReport): string {
  const blocks = shown.flatMap((verdict) => {
    const those = report.requirements.filter((result) => result.verdict === verdict);
    return [
      ...those.filter(({ findings }) => findings.length > 0).map((result) => blockOf(result, report)),
      ...groupsOf(those.filter(({ findings }) => findings.length === 0)),
    ];
  });
  const notes = [readingLines(report.readings, report.target.profiles), leftOverLines(report.leftOvers)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'));
  const { seed, budget, requests } = report.run;
  const kind = report.target.embedded ? ' (embedded reference server)' : '';
  const spent = `${requests.api} of at most ${mostRequests(budget, report.target.profiles)} API requests and ${requests.storage} storage requests`;
  const facts = `target ${report.target.url}${kind}, budget ${budget}: ${spent}, seed ${seed}`;
  return `${[...blocks, ...notes, facts, report.verdict.sentence].join('\n\n')}\n`;
}

/** Requirements without a finding, those with the same reason in one block. */
function groupsOf(results: readonly RequirementResult[]): string[] {
  const reasons = [...new Set(results.map(({ reason = '' }) => reason))];
  return reasons.map((reason) => {
    const those = results.filter((result) => (result.reason ?? '') === reason);
    const [first] = those;
    const title = those.length === 1 ? `  ${first?.title ?? ''}` : '';
    return `${first?.verdict.toUpperCase()}  ${those.map(({ id }) => id).join(' ')}${title}\n  ${reason}`;
  });
}

function blockOf(result: RequirementResult, report: ConformanceReport): string {
  const head = `${result.verdict.toUpperCase()}  ${result.id}  ${result.title}`;
  const [finding] = [...result.findings].sort((a, b) => lengthOf(a, report) - lengthOf(b, report));
  if (finding === undefined) return head;
  const more = result.findings.length - 1;
  return [
    head,
    ...(finding.because === undefined ? [] : [`  sent      ${finding.because}`]),
    `  received  ${finding.received}`,
    `  expected  ${finding.expected}`,
    `  clause    ${result.clause[0] ?? ''}: ${result.quote}`,
    ...(more > 0
      ? [`  also      ${more} more ${more === 1 ? 'finding' : 'findings'} of the same requirement`]
      : []),
    ...requestsOf(finding, report),
    ...replayOf(result.id, finding, report),
  ].join('\n');
}

/** The exchanges of a finding as commands: the API request first, then what was done with its URL. */
function requestsOf({ exchanges }: Finding, report: ConformanceReport): string[] {
  const found = exchanges
    .slice(0, 2)
    .flatMap((id) => report.exchanges.find((exchange) => exchange.id === id) ?? []);
  return found.map((exchange) => {
    const line = exchange.channel === 'api' ? curlOf(exchange) : followedBy(exchange, report.run.seed);
    return `  request   ${line.length > 600 ? `${line.slice(0, 599)}…` : line}`;
  });
}

/** A live URL is not shown, so that what was done with it can only be told. */
function followedBy({ request: { method, url, payload } }: RecordedExchange, seed: number): string {
  if (payload === undefined) return `then ${method} the returned URL: ${url}`;
  const file = `${payloadName(payload)} (${payload.size} octets, made from seed ${seed})`;
  return `then ${method} ${file} to the returned URL: ${url}`;
}

function replayOf(id: string, { path }: Finding, { run }: ConformanceReport): string[] {
  if (path === undefined) return [];
  const budget = run.budget === 'standard' ? '' : `BUDGET=${run.budget} `;
  return [`  replay    ${budget}FC_SEED=${run.seed} FC_PATH=${path} npx playwright test --grep ${id}`];
}

function lengthOf({ exchanges }: Finding, report: ConformanceReport): number {
  const sizes = exchanges
    .map((id) => report.exchanges.find((exchange) => exchange.id === id))
    .map((exchange) => JSON.stringify(exchange?.request ?? '').length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
