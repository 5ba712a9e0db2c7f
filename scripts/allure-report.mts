import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAllureReport } from './allure-report/write.ts';

/** `npm run report`: allure.html of what the last run left for Allure in the folder of the reports. */
const reportsDir = process.argv[2] ?? (process.env['REPORTS_DIR'] || 'reports');
const results = join(reportsDir, 'allure-results');
if (existsSync(results)) {
  const file = join(reportsDir, 'allure.html');
  await writeAllureReport(results, file);
  process.stdout.write(`${file}\n`);
} else {
  process.stderr.write(`${results} does not exist: run the suite first\n`);
  process.exitCode = 3;
}
