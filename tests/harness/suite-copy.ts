import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import { suiteFile } from '../../src/suite-files.ts';

/** Copies what a run needs of the suite into a new folder, to be changed there. Libraries are linked, not copied. */
export async function copySuite(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parts = ['src', 'tests/conformance', 'specs', 'schemas'];
  const files = ['package.json', 'tsconfig.json', 'playwright.config.ts', 'merge.config.ts'];
  for (const part of [...parts, ...files]) await cp(suiteFile(part), join(folder, part), { recursive: true });
  await symlink(suiteFile('node_modules'), join(folder, 'node_modules'));
}

/** A fresh copy where the last one of this worker was: the test runner compiles anew only what differs from that. */
export async function renewedCopy({ project, parallelIndex }: TestInfo): Promise<string> {
  const folder = join(project.outputDir, `suite-${parallelIndex}`);
  await rm(folder, { recursive: true, force: true });
  await copySuite(folder);
  return folder;
}
