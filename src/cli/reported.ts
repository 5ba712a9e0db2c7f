import { mkdir, readFile } from 'node:fs/promises';
import type { ConformanceReport } from '../report/model.ts';
import { removeReport, reportFile } from '../report/write.ts';
import { SettingsError } from '../settings/sources.ts';
import { complaintOf, exitCodeOf } from './exit-code.ts';
import { supervised } from './supervised.ts';

/**
 * Runs Playwright, which is to write a report into a folder, with our output as its own. Resolves to the exit code, and says on
 * stderr why it is not that of the report. Throws a SettingsError for a folder that cannot be one.
 */
export async function reported(reportsDir: string, playwright: readonly string[]): Promise<number> {
  await removeEarlier(reportsDir);
  const ending = await supervised(process.execPath, playwright);
  const report = await readReport(reportFile(reportsDir));
  const complaint = complaintOf(ending, report);
  if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
  return exitCodeOf(ending, report);
}

/** Removes an earlier report, so that what is read afterwards comes from this run. */
async function removeEarlier(reportsDir: string): Promise<void> {
  try {
    await mkdir(reportsDir, { recursive: true });
    await removeReport(reportsDir);
  } catch (cause) {
    throw new SettingsError(`the folder for reports cannot be written to: ${reportsDir}`, { cause });
  }
}

/** The report of the run; undefined when it wrote none that can be read. */
async function readReport(file: string): Promise<ConformanceReport | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ConformanceReport;
  } catch {
    return undefined;
  }
}
