import type { ConformanceReport, RequirementResult } from './model.ts';
import { reasonLine } from './reasons.ts';

/** GitHub shows no more annotations of a kind for one step. */
const most = 10;

/** The report as workflow commands of GitHub Actions: what is violated as errors, the rest that is not kept as warnings. */
export function renderAnnotations({ requirements, run, verdict }: ConformanceReport): string {
  const isError = (result: RequirementResult): boolean =>
    result.waiver === undefined &&
    (['failed', 'error'].includes(result.verdict) ||
      (result.verdict === 'warned' && run.failOn === 'should'));
  const isWarning = (result: RequirementResult): boolean =>
    !isError(result) && ['failed', 'warned', 'inconclusive'].includes(result.verdict);
  // The verdict comes first: it has to be among those that are shown.
  return [
    command(verdict.exitCode === 0 ? 'notice' : 'error', 'Conformance', verdict.sentence),
    ...requirements
      .filter(isError)
      .slice(0, most - 1)
      .map((result) => commandOf('error', result)),
    ...requirements
      .filter(isWarning)
      .slice(0, most)
      .map((result) => commandOf('warning', result)),
  ].join('');
}

function commandOf(kind: string, result: RequirementResult): string {
  const { id, title, verdict, waiver, findings } = result;
  const [first] = findings;
  const detail =
    first === undefined ? reasonLine(result) : `received ${first.received}, expected ${first.expected}`;
  const state = waiver === undefined ? verdict : `${verdict}, waived until ${waiver.until}`;
  return command(kind, `${id} ${title}`, `${state}: ${detail}`);
}

function command(kind: string, title: string, message: string): string {
  return `::${kind} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
