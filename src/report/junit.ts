import type { ConformanceReport, RequirementResult } from './model.ts';
import { reasonLine } from './reasons.ts';
import { belongsElsewhere } from './required-set.ts';
import { lost } from './verdict.ts';
import { attribute, text } from './xml.ts';

/** The report as JUnit XML: one case for each requirement, in the suite of its area, and one for the run. */
export function renderJunit(report: ConformanceReport): string {
  const { requirements, run } = report;
  const areas = [...new Set(requirements.map(areaOf))];
  const suites = areas.map((area) => {
    const those = requirements.filter((result) => areaOf(result) === area);
    return suiteOf(
      area,
      those.map((result) => caseOf(result, run.failOn)),
      report,
    );
  });
  const shown = suites.some((text) => /<(?:failure|error) /.test(text));
  const all = [...suites, suiteOf('run', [runCase(report, shown)], report)];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${all.join('')}</testsuites>\n`;
}

function suiteOf(area: string, cases: readonly string[], { suite, run, target }: ConformanceReport): string {
  const count = (element: string): number => cases.filter((text) => text.includes(`<${element} `)).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  const name = attribute(`${suite.name}.${area}`);
  return `<testsuite name="${name}" ${counts} timestamp="${run.startedAt}" hostname="${attribute(target.url)}">\n${cases.join('')}</testsuite>\n`;
}

/** The case for the run: red only where the run is and no requirement `shown` is, for example for a waiver that has expired. */
function runCase({ verdict: { exitCode, sentence } }: ConformanceReport, shown: boolean): string {
  const outcome =
    exitCode === 0 || shown
      ? `<system-out>${text(sentence)}</system-out>`
      : element(exitCode === 1 ? 'failure' : 'error', sentence);
  return `<testcase classname="run" name="verdict">${outcome}</testcase>\n`;
}

function areaOf({ id }: RequirementResult): string {
  return id.replace(/-.*/, '');
}

function caseOf(result: RequirementResult, failOn: 'must' | 'should'): string {
  const { id, title } = result;
  const outcome = outcomeOf(result, failOn);
  const head = `<testcase classname="${attribute(areaOf(result))}" name="${attribute(`${id} ${title}`)}"`;
  return outcome === '' ? `${head}/>\n` : `${head}>${outcome}</testcase>\n`;
}

/** Undecided or lost is an error in JUnit's terms: a run with it must not look green. */
function outcomeOf(result: RequirementResult, failOn: 'must' | 'should'): string {
  const { verdict, waiver } = result;
  if (waiver !== undefined) return element('skipped', `waived until ${waiver.until}: ${waiver.reason}`);
  switch (verdict) {
    case 'failed':
      return failure(result);
    case 'warned':
      return failOn === 'should' ? failure(result) : `<system-out>${text(findingsOf(result))}</system-out>`;
    case 'inconclusive':
    case 'error':
      return element('error', `${verdict}: ${reasonLine(result)}`);
    case 'untested':
      return element(isLost(result) ? 'error' : 'skipped', `${verdict}: ${reasonLine(result)}`);
    case 'inapplicable':
      return element('skipped', `${verdict}: ${reasonLine(result)}`);
    case 'passed':
    case 'info':
      return '';
  }
}

/** True for a check that gave no result; what another shard has is not lost yet. */
function isLost(result: RequirementResult): boolean {
  return result.reason?.startsWith(lost) === true && !belongsElsewhere(result);
}

function failure(result: RequirementResult): string {
  const [first] = result.findings;
  const message = attribute(`received ${first?.received ?? ''}, expected ${first?.expected ?? ''}`);
  return `<failure type="${result.level}" message="${message}">${text(findingsOf(result))}</failure>`;
}

function findingsOf({ findings, clause, quote }: RequirementResult): string {
  const lines = findings.flatMap(({ because, received, expected, exchanges }) => [
    ...(because === undefined ? [] : [`sent      ${because}`]),
    ...[`received  ${received}`, `expected  ${expected}`, `evidence  ${exchanges.join(' ')}`],
  ]);
  return [...lines, `clause    ${clause[0] ?? ''}: ${quote}`].join('\n');
}

function element(name: string, message: string): string {
  return `<${name} message="${attribute(message)}"/>`;
}
