import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { suiteFile } from '../../../src/suite-files.ts';
import { exampleReport } from '../report/example-report.ts';

test('a form of the report that held a secret is not written again', async ({}, info) => {
  const reportsDir = info.outputPath('reports');
  // A word that no other form has stands in for a key.
  const guarded = { secrets: [{ value: 'queryString', name: '$TARGET_TOKEN' }], signatures: [] };
  const script = `
    const { scanAtExit } = require('${suiteFile('src', 'final-scan.ts')}');
    const { writeReport } = require('${suiteFile('src', 'report', 'write.ts')}');
    scanAtExit('${reportsDir}', () => (${JSON.stringify(guarded)}));
    writeReport('${reportsDir}', ${JSON.stringify(exampleReport)});`;
  const loader = require.resolve('tsx');
  const arguments_ = ['--import', loader, '--eval', script];
  const child = spawn(process.execPath, arguments_, { cwd: info.outputPath(), stdio: 'ignore' });
  await once(child, 'close');
  expect(child.exitCode).toBe(3);
  expect(existsSync(join(reportsDir, 'evidence.har'))).toBe(false);
  const report = JSON.parse(readFileSync(join(reportsDir, 'conformance.json'), 'utf8')) as ConformanceReport;
  expect(report.verdict).toMatchObject({ conclusion: 'error', exitCode: 3 });
  expect(readFileSync(join(reportsDir, 'badge.svg'), 'utf8')).toContain('no verdict');
  const earl = readFileSync(join(reportsDir, 'earl.jsonld'), 'utf8');
  expect(earl).toContain('No verdict: ');
  expect(earl.match(/"earl:(?:passed|failed)"/)).toBeNull();
});
