import { mostRequests } from '../budget.ts';
import { shapeOf } from './causes-likeness.ts';
import type { ConformanceReport, RequirementResult } from './model.ts';
import { reasonsOf } from './reasons.ts';
import { shownCauses } from './shown-causes.ts';
import { causeBlock, causeLine } from './terminal-cause.ts';
import { brief, idRanges } from './terminal-words.ts';
import { leftOverLines, readingLines, waiverLines } from './terminal-notes.ts';

/** What the terminal shows at the end: what broke, the violations by cause, what is open, what else is worth a line, then one verdict sentence. */
export function renderTerminal(report: ConformanceReport): string {
  const { requirements, readings, waivers, leftOvers, target, verdict } = report;
  const of = (wanted: string): RequirementResult[] =>
    requirements.filter((result) => result.verdict === wanted);
  const { full, rest } = shownCauses(report);
  const notes = [
    waiverLines(requirements, waivers),
    readingLines(readings, target.profiles),
    leftOverLines(leftOvers),
  ].filter((lines) => lines.length > 0);
  return `${[
    ...groupsOf(of('error')),
    ...full.map((cause) => causeBlock(cause, report)),
    ...(rest.length > 0 ? [rest.map((cause) => causeLine(cause, report)).join('\n')] : []),
    ...groupsOf(of('inconclusive')),
    ...notes.map((lines) => lines.join('\n')),
    factsOf(report),
    verdict.sentence,
  ].join('\n\n')}\n`;
}

/** Requirements without a plain verdict, those with the same reason in one block. */
function groupsOf(results: readonly RequirementResult[]): string[] {
  const groups = new Map<string, RequirementResult[]>();
  for (const result of results) {
    const key = shapeOf(reasonsOf(result)[0] ?? '');
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((those) => {
    const [first] = those;
    const title = those.length === 1 ? `  ${first?.title ?? ''}` : '';
    const [reason = '', ...more] = first === undefined ? [] : reasonsOf(first);
    const like =
      more.length > 0 ? ` (and ${more.length} more ${more.length === 1 ? 'reason' : 'reasons'})` : '';
    const head = `${first?.verdict.toUpperCase()}  ${idRanges(those.map(({ id }) => id))}${title}`;
    return `${head}\n  ${brief(reason, 300)}${like}`;
  });
}

function factsOf({ target, run }: ConformanceReport): string {
  const { seed, budget, requests, retries, shards } = run;
  const kind = target.embedded ? ' (embedded reference server)' : '';
  // Each shard needs requests to start from, and a repeated one is none that was planned.
  const most =
    shards === undefined && retries.count === 0 ? ` of at most ${mostRequests(budget, target.profiles)}` : '';
  const spent = `${requests.api}${most} API requests and ${requests.storage} storage requests`;
  const reasons = Object.entries(retries.reasons).map(([reason, times]) => `${times} ${reason}`);
  const repeated = retries.count === 0 ? '' : ` (${retries.count} repeated: ${reasons.join(', ')})`;
  return `target ${target.url}${kind}, budget ${budget}: ${spent}${repeated}, seed ${seed}`;
}
