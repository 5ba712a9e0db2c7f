import { isDeepStrictEqual } from 'node:util';
import { fault } from '../../../src/reference/defects/fault.ts';
import { fileMutants } from '../../../src/reference/mutants/file-mutants.ts';
import { mutants } from '../../../src/reference/mutants/mutants.ts';
import { survivors } from '../../../src/reference/mutants/survivors.ts';
import type { Handler, Reference } from '../../../src/reference/reference.ts';
import { probingSteps } from './probing.ts';
import { expect, test } from './test.ts';

test('the names of all mutants are unique', () => {
  const names = mutants.map(({ defect }) => defect.name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('each survivor is a mutant, once', () => {
  const names = new Set(mutants.map(({ defect }) => defect.name));
  const listed = Object.values(survivors).flat();
  expect(listed.filter((name, index) => !names.has(name) || listed.indexOf(name) !== index)).toEqual([]);
});

const clock = Date.now;
test.beforeEach(() => {
  const now = clock();
  Date.now = () => now;
});
test.afterEach(() => {
  Date.now = clock;
});

test('the sound server answers the same when it is asked again', async ({ reference }) => {
  expect(await differs(reference, reference.handle)).toBe(false);
});

test('a fault that never shows is answered like none', async ({ reference }) => {
  expect(await differs(reference, fault('does nothing', (_, next) => next()).wrap(reference))).toBe(false);
});

for (const { defect, area, choices = {} } of mutants.filter((each) => !fileMutants.includes(each)))
  test(`${area}: ${defect.name}: is not answered like the sound server`, async ({ create }) => {
    const reference = await create(choices);
    expect(await differs(reference, defect.wrap(reference))).toBe(true);
  });

/** Whether a handler answers other than the sound server, which is asked the same before, step by step. */
async function differs(reference: Reference, handle: Handler): Promise<boolean> {
  for (const step of probingSteps(reference)) {
    const sound = await step(reference.handle);
    if (!isDeepStrictEqual(await step(handle), sound)) return true;
  }
  return false;
}
