import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { LeftOvers } from '../../../src/report/left-overs.ts';
import { readLeftOvers, writeLeftOvers } from '../../../src/report/left-overs.ts';

const notes: [name: string, leftOvers: LeftOvers][] = [
  ['no files', { deleted: 0, remaining: [] }],
  ['files that are gone', { deleted: 3, remaining: [] }],
  ['files that remain', { deleted: 1, remaining: ['file_"1"', 'größe/📄'], reason: 'no DELETE' }],
];

for (const [name, leftOvers] of notes)
  test(`${name} are read as they were written`, async ({}, info) => {
    await mkdir(info.outputDir, { recursive: true });
    writeLeftOvers(info.outputDir, { deleted: 9, remaining: ['earlier'] });
    writeLeftOvers(info.outputDir, leftOvers);
    expect(readLeftOvers(info.outputDir)).toEqual(leftOvers);
  });

for (const [name, folder] of [
  ['a folder without a note', '.'],
  ['no folder', 'missing'],
] as const)
  test(`${name} means that nothing was created`, async ({}, info) => {
    await mkdir(info.outputDir, { recursive: true });
    expect(readLeftOvers(info.outputPath(folder))).toEqual({ deleted: 0, remaining: [] });
  });

test('a note that is cut off is an error, not nothing', async ({}, info) => {
  await mkdir(info.outputDir, { recursive: true });
  await writeFile(join(info.outputDir, 'left-overs.json'), '{"deleted":1,"rem');
  expect(() => readLeftOvers(info.outputDir)).toThrow(SyntaxError);
});
