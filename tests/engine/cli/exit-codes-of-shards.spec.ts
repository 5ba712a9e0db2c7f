import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ConformanceReport } from '../../../src/report/model.ts';
import { blobDir } from '../../../src/suite-files.ts';
import { conformance } from './command.ts';

test('shards alone give no verdict, their merge does, and one that is missing is seen', async ({}, info) => {
  test.setTimeout(240_000);
  const folder = info.outputPath('caller');
  const blobs = join(folder, 'blobs');
  await mkdir(blobs, { recursive: true });
  const codes: (number | null)[] = [];
  for (const shard of [1, 2]) {
    const own = join(folder, `shard-${shard}`);
    const args = ['run', '--budget', 'quick', '--shard', `${shard}/2`, '--reports-dir', own];
    codes.push((await conformance(args, { folder })).exitCode);
    await cp(blobDir(own), blobs, { recursive: true });
    codes.push((await conformance(['merge', 'blobs'], { folder })).exitCode);
  }
  expect(codes).toEqual([2, 2, 2, 0]);
  const report = await readFile(join(folder, 'reports', 'conformance.json'), 'utf8');
  expect((JSON.parse(report) as ConformanceReport).verdict.conclusion).toBe('conformant');
});
