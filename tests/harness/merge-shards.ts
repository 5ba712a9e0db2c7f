import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SuiteRun } from './run-suite.ts';
import { runSuite } from './run-suite.ts';

/** Merges what shards left in the `blob` folders of their reports, without any setting of theirs. */
export async function mergeShards(folders: readonly string[], reportsDir: string): Promise<SuiteRun> {
  const from = join(reportsDir, 'shards');
  await mkdir(from, { recursive: true });
  for (const folder of folders) {
    for (const name of await readdir(join(folder, 'blob')))
      await cp(join(folder, 'blob', name), join(from, name));
  }
  const filter = ['--config', 'merge.config.ts', from];
  return runSuite({}, { reportsDir, command: 'merge-reports', filter });
}
