import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renderBadgeJson, renderBadgeSvg } from './badge.ts';
import { renderEarl } from './earl.ts';
import { renderHar } from './har.ts';
import { renderHtml } from './html.ts';
import { renderJunit } from './junit.ts';
import type { ConformanceReport } from './model.ts';

/** The forms of the report, by the names of their files; the first is the report itself. */
const forms: Readonly<Record<string, (report: ConformanceReport) => string>> = {
  'conformance.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  'conformance.html': renderHtml,
  'junit.xml': renderJunit,
  'earl.jsonld': renderEarl,
  'evidence.har': renderHar,
  'badge.json': renderBadgeJson,
  'badge.svg': renderBadgeSvg,
};

/** Where a folder for reports has the report. */
export function reportFile(reportsDir: string): string {
  return join(reportsDir, 'conformance.json');
}

/** Writes the report in all its forms; the folder is made where it is missing. */
export function writeReport(reportsDir: string, report: ConformanceReport): void {
  mkdirSync(reportsDir, { recursive: true });
  for (const [name, render] of Object.entries(forms)) writeFileSync(join(reportsDir, name), render(report));
}

/** Removes an earlier report in all its forms, so that none of them is taken for that of a run that writes none. */
export async function removeReport(reportsDir: string): Promise<void> {
  await Promise.all(Object.keys(forms).map((name) => rm(join(reportsDir, name), { force: true })));
}
