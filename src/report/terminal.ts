import { mostRequests } from '../budget.ts';
import type { ConformanceReport, RequirementResult } from './model.ts';
import type { Finding } from './outcome.ts';
import { curlOf } from './curl.ts';

const shown = ['error', 'failed', 'warned', 'inconclusive'] as const;

/** What the terminal shows at the end: each requirement that is not kept, then one verdict sentence. */
export function renderTerminal(report: ConformanceReport): string {
  const blocks = shown.flatMap((verdict) => {
    const those = report.requirements.filter((result) => result.verdict === verdict);
    return [
      ...those.filter(({ findings }) => findings.length > 0).map((result) => blockOf(result, report)),
      ...groupsOf(those.filter(({ findings }) => findings.length === 0)),
    ];
  });
  const { seed, budget, requests } = report.run;
  const kind = report.target.embedded ? ' (embedded reference server)' : '';
  const spent = `${requests.api} of at most ${mostRequests[budget]} API requests and ${requests.storage} storage requests`;
  const facts = `target ${report.target.url}${kind}, budget ${budget}: ${spent}, seed ${seed}`;
  return `${[...blocks, facts, report.verdict.sentence].join('\n\n')}\n`;
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
    const line =
      exchange.channel === 'api'
        ? curlOf(exchange)
        : `then ${exchange.request.method} the returned URL: ${exchange.request.url}`;
    return `  request   ${line.length > 600 ? `${line.slice(0, 599)}…` : line}`;
  });
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
