import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** Not `__dirname`: tsx has it wrong where an ES module imports this one. */
const here = dirname(__filename);

/** `.ts` in the repository, `.js` in the package, where all code is compiled and lies in a folder of its own. */
const ending = extname(__filename);

/** How a user calls the commands of the suite. */
export const invocation = ending === '.ts' ? 'npm run conformance --' : 'npx flexportal-conformance';

/** How a user starts a run of chosen checks. */
export const runCommand = ending === '.ts' ? 'npx playwright test' : `${invocation} run`;

/** Path of a data file that belongs to the suite, wherever it is run from. */
export function suiteFile(...parts: string[]): string {
  let folder = here;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, ...parts);
}

/** Path of a module of the suite, given from the folder of the configurations and without its ending. */
export function suiteModule(name: string): string {
  return join(here, '..', name + ending);
}

/** The published document. */
export const documentFile = suiteFile('specs', 'flexportal-files.openapi.yaml');

/** The upload profile on top of it. */
export const overlayFile = suiteFile('specs', 'upload.overlay.yaml');

/** The operation that the suite is about. */
export const operationUnderTest = { method: 'POST', path: '/v1/files/url' } as const;

/** The folder of the test runner inside that of the reports. */
export function outputDir(reportsDir: string): string {
  return join(reportsDir, '.playwright');
}

/** The folder inside that of the reports for what a shard hands on to the merge. */
export function blobDir(reportsDir: string): string {
  return join(reportsDir, 'blob');
}
