import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { verify } from '../../../src/cli/verify.ts';
import { runSuite } from '../../harness/run-suite.ts';
import { captured } from './captured.ts';

test('a report on the embedded reference server is no report on another one', async ({}, info) => {
  const settings = { TARGET_PROFILES: 'core' };
  const run = await runSuite(settings, { reportsDir: info.outputPath('reports'), filter: ['--grep=EXP-06'] });
  const report = run.report();
  const other = 'https://api.example.com';
  const embedded = { ...report, target: { ...report.target, embedded: false } };
  const renamed = JSON.stringify(embedded).replaceAll(report.target.url, other);
  for (const [text, code, says] of [
    [JSON.stringify(report), 0, 'Verified: '],
    [JSON.stringify(embedded), 1, 'EXP-06: reported passed → recomputed error (NotRecorded: '],
    [renamed, 1, 'EXP-06: reported passed → recomputed error (NotRecorded: '],
    [JSON.stringify(report).replaceAll(report.target.url, other), 1, 'target.embedded: reported true'],
  ] as const) {
    const file = info.outputPath('edited.json');
    await writeFile(file, text);
    const output = captured();
    expect.soft(await verify([file], output)).toBe(code);
    expect.soft(output.stdout.text()).toContain(says);
  }
});
