import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fault } from '../../../src/reference/defects/fault.ts';
import { startReference } from '../../../src/reference/start.ts';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { lost } from '../../../src/report/verdict.ts';
import { asEnvironment } from '../../../src/settings/as-environment.ts';
import { suiteFile } from '../../../src/suite-files.ts';

test('a run that is interrupted reports what ran, and says so', async ({}, info) => {
  let requests = 0;
  let start = (): void => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  const defect = fault('is slow after 40 requests', async (_, next) => {
    requests += 1;
    if (requests === 40) start();
    if (requests >= 40) await new Promise((resolve) => setTimeout(resolve, 1000));
    return next();
  });
  const reference = await startReference({ defect });
  const { origins, main, alt } = reference;
  const env = {
    ...{ PATH: process.env['PATH'], HOME: process.env['HOME'] },
    ...asEnvironment({ url: origins.api, main, alt }),
    REPORTS_DIR: info.outputPath('reports'),
  };
  const cli = suiteFile('node_modules', '@playwright', 'test', 'cli.js');
  const run = spawn(process.execPath, [cli, 'test'], { cwd: suiteFile(), env, stdio: 'ignore' });
  const ended = once(run, 'close');
  await Promise.race([started, ended]);
  run.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  await reference.close();
  const text = await readFile(join(info.outputPath('reports'), 'conformance.json'), 'utf8');
  const { verdict, requirements } = JSON.parse(text) as ConformanceReport;
  expect(verdict).toMatchObject({ conclusion: 'inconclusive', exitCode: 2 });
  expect(verdict.sentence).toMatch(/^Interrupted: inconclusive for the core profile: nothing violated, but /);
  expect(requirements.filter((one) => one.verdict === 'passed').length).toBeGreaterThan(0);
  expect(requirements.filter((one) => one.reason === lost).length).toBeGreaterThan(0);
});
