import { mkdirSync, writeFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { join } from 'node:path';

/** Writes a value as JSON, or a text as it is, into the folder of a test. Gives the path. */
export function fileOf(info: TestInfo, name: string, content: unknown): string {
  const file = info.outputPath(name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
