import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJunit } from './junit.ts';
import type { ConformanceReport } from './model.ts';

/** Where a folder for reports has the report. */
export function reportFile(reportsDir: string): string {
  return join(reportsDir, 'conformance.json');
}

/** Writes the report in all its forms; the folder is made where it is missing. */
export function writeReport(reportsDir: string, report: ConformanceReport): void {
  mkdirSync(reportsDir, { recursive: true });
  writeFileSync(reportFile(reportsDir), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(reportsDir, 'junit.xml'), renderJunit(report));
}
