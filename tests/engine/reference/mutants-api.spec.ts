import { fileMutants } from '../../../src/reference/mutants/file-mutants.ts';
import { mutants } from '../../../src/reference/mutants/mutants.ts';
import { probe } from './probing.ts';
import { expect, test } from './test.ts';

test('the names of all mutants are unique', () => {
  const names = mutants.map(({ defect }) => defect.name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
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
  const first = await probe(reference, reference.handle);
  expect(await probe(reference, reference.handle)).toEqual(first);
});

for (const { defect, area, choices = {} } of mutants.filter((each) => !fileMutants.includes(each)))
  test(`${area}: ${defect.name}: is not answered like the sound server`, async ({ create }) => {
    const reference = await create(choices);
    const sound = await probe(reference, reference.handle);
    const faulty = await probe(reference, defect.wrap(reference));
    expect(faulty.filter((answer, index) => answer !== sound[index]).length).toBeGreaterThan(0);
  });
