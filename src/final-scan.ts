import { existsSync, readFileSync, rmSync } from 'node:fs';
import { redactor } from './client/redaction.ts';
import type { ConformanceReport } from './report/model.ts';
import type { Find, Guarded } from './report/secret-scan.ts';
import { scan } from './report/secret-scan.ts';
import { withdrawn } from './report/withdrawn.ts';
import { reportFile, writeReport } from './report/write.ts';
import { blobDir } from './suite-files.ts';

/** Where Playwright's own reporters write unless they are told otherwise. */
const usual = ['blob-report', 'playwright-report', 'test-results'];

/**
 * Looks, when all reporters are done, for secrets in everything that the run wrote. A file with one is removed, the report becomes
 * that of a run without a verdict, and the process exits with 3. `guarded` is asked at the end.
 */
export function scanAtExit(reportsDir: string, guarded: () => Guarded): void {
  const startedAt = Date.now();
  process.once('exit', () => {
    const told = Object.entries(process.env).filter(([name]) =>
      /^PLAYWRIGHT_\w+_OUTPUT_(DIR|FILE|NAME)$/.test(name),
    );
    const paths = [reportsDir, ...usual, ...told.map(([, value]) => value ?? '')];
    const { secrets, signatures } = guarded();
    const finds = scan(paths, startedAt, { secrets, signatures });
    if (finds.length === 0) return;
    for (const { file } of finds) rmSync(file, { force: true });
    // A shard without its blob is missing in the merge, which is then not green.
    rmSync(blobDir(reportsDir), { recursive: true, force: true });
    // A name of a file may be what holds it.
    const sentence = redactor(secrets)(sentenceOf(finds));
    process.stderr.write(`${sentence}\n`);
    withdraw(reportsDir, sentence);
    // What is written anew may be what held it.
    for (const { file } of finds) rmSync(file, { force: true });
    process.exitCode = 3;
  });
}

function sentenceOf(finds: readonly Find[]): string {
  const list = finds.map(({ file, what }) => `${file} held ${what}`).join('; ');
  return `No verdict: ${list}; removed. The reports of this run must not be handed on.`;
}

/** Says in the report, where it is still there, that the run has no verdict. */
function withdraw(reportsDir: string, sentence: string): void {
  if (!existsSync(reportFile(reportsDir))) return;
  const report = JSON.parse(readFileSync(reportFile(reportsDir), 'utf8')) as ConformanceReport;
  writeReport(reportsDir, withdrawn(report, sentence));
}
