import { causesSection } from './html/causes.ts';
import { evidenceOf } from './html/evidence.ts';
import { leftOversSection } from './html/left-overs.ts';
import { matrixSection } from './html/matrix.ts';
import { page } from './html/page.ts';
import { readingsSection } from './html/readings.ts';
import { runSection } from './html/run-facts.ts';
import type { Section } from './html/section.ts';
import { errorsSection, undecidedSection } from './html/undecided.ts';
import { countsTable, verdictHeader } from './html/verdict.ts';
import { waiversSection } from './html/waivers.ts';
import { conclusions } from './html/words.ts';
import type { ConformanceReport } from './model.ts';

/** The report as one HTML page of at most 2 MB that needs no script and no other file. */
export function renderHtml(report: ConformanceReport): string {
  const { words } = conclusions[report.verdict.conclusion];
  const title = `${words}: ${report.contract.operation}, conformance report`;
  return page(title, verdictHeader(report), sectionsOf(report));
}

/** The parts in the order of what a reader wants to know first. */
function sectionsOf(report: ConformanceReport): Section[] {
  const evidence = evidenceOf(report);
  // What could not be decided is what is wrong with a run that comes to nothing.
  const open = report.verdict.conclusion === 'inconclusive' || report.verdict.conclusion === 'error';
  const sections: readonly (Section | undefined)[] = [
    errorsSection(report),
    ...(open ? [undecidedSection(report)] : []),
    causesSection(report),
    { id: 'counts', title: 'Verdicts by level', content: countsTable(report) },
    matrixSection(report),
    readingsSection(report, evidence.shown),
    ...(open ? [] : [undecidedSection(report)]),
    waiversSection(report),
    leftOversSection(report),
    evidence.section,
    runSection(report),
  ];
  return sections.filter((section) => section !== undefined);
}
