import { mkdir } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import type { Choices } from '../../../src/reference/choices.ts';
import type { Reference } from '../../../src/reference/reference.ts';
import { createReference } from '../../../src/reference/reference.ts';

/** Creates reference servers that are closed when the test ends; `reference` is the exemplary one, `temporary` the folder for their files. */
export const test = base.extend<{
  create: (choices?: Partial<Choices>) => Promise<Reference>;
  reference: Reference;
  temporary: string;
}>({
  create: async ({}, use) => {
    const created: Reference[] = [];
    await use(async (choices) => {
      const reference = await createReference(choices);
      created.push(reference);
      return reference;
    });
    for (const reference of created) await reference.close();
  },
  reference: async ({ create }, use) => {
    await use(await create());
  },
  temporary: async ({}, use, info) => {
    const usual = process.env['TMPDIR'];
    const folder = info.outputPath('temporary');
    await mkdir(folder, { recursive: true });
    process.env['TMPDIR'] = folder;
    await use(folder);
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  },
});

export { expect } from '@playwright/test';
