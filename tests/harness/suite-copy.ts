import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suiteFile } from '../../src/suite-files.ts';

/** Copies what a run needs of the suite into a new folder, to be changed there. Libraries are linked, not copied. */
export async function copySuite(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parts = ['src', 'tests/conformance', 'specs', 'schemas'];
  const files = ['package.json', 'tsconfig.json', 'playwright.config.ts', 'merge.config.ts'];
  for (const part of [...parts, ...files]) await cp(suiteFile(part), join(folder, part), { recursive: true });
  await symlink(suiteFile('node_modules'), join(folder, 'node_modules'));
}
