import { runCommand } from '../suite-files.ts';
import { curlOf, payloadName } from './curl.ts';
import type { ConformanceReport, RequirementResult } from './model.ts';
import type { Finding } from './outcome.ts';
import type { RecordedExchange } from './recorded.ts';

/** How to send a request again: a command, or words for one whose live URL is not shown. */
export function requestAgain(exchange: RecordedExchange, { run }: Pick<ConformanceReport, 'run'>): string {
  if (exchange.channel === 'api') return curlOf(exchange);
  const { method, url, payload } = exchange.request;
  if (payload === undefined) return `then ${method} the returned URL: ${url}`;
  const file = `${payloadName(payload)} (${payload.size} octets, made from seed ${run.seed})`;
  return `then ${method} ${file} to the returned URL: ${url}`;
}

/** The command that lets the suite look again: at one request of a check that sends a list of them, else at all of the check. */
export function replayCommand(
  { id }: Pick<RequirementResult, 'id'>,
  { path }: Pick<Finding, 'path'>,
  { run }: Pick<ConformanceReport, 'run'>,
): string {
  const settings = [
    ...(run.budget === 'standard' ? [] : [`BUDGET=${run.budget}`]),
    `FC_SEED=${run.seed}`,
    ...(path === undefined ? [] : [`FC_PATH=${path}`]),
  ];
  return `${settings.join(' ')} ${runCommand} --grep ${id}`;
}
