import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path of a file that belongs to the suite, wherever it is run from. */
export function suiteFile(...parts: string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, ...parts);
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
