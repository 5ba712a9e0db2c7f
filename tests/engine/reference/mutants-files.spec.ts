import { fileMutants } from '../../../src/reference/mutants/file-mutants.ts';
import type { Mutant } from '../../../src/reference/mutants/mutant.ts';
import { createReference } from '../../../src/reference/reference.ts';
import type { First } from './probing-files.ts';
import { probeFiles } from './probing-files.ts';
import { expect, test } from './test.ts';

/** Thrown by the listener of a probe to end it. */
class Different extends Error {}

type Server = Pick<Mutant, 'choices'> & Partial<Pick<Mutant, 'defect'>> & { readonly first?: First };

const clock = Date.now;
const frozen = Math.floor(clock() / 60_000) * 60_000;
test.beforeEach(() => {
  Date.now = () => frozen;
});
test.afterEach(() => {
  Date.now = clock;
});

const known = new Map<string, Promise<string[]>>();

for (const { area, profile, defect, choices = {} } of fileMutants)
  test(`${area}: ${defect.name}: is not answered like the sound server`, async () => {
    test.slow();
    const usual = profile === 'upload' ? 'uploads' : 'reading';
    const first = area === 'real expiry' ? 'expiry' : usual;
    const key = JSON.stringify([choices, first]);
    const sound = known.get(key) ?? soundAnswers({ choices, first });
    known.set(key, sound);
    expect(await differsFrom(await sound, { choices, defect, first })).toBe(true);
  });

test('a sound server is answered like another', async () => {
  expect(await differsFrom(await soundAnswers({}), {})).toBe(false);
});

async function soundAnswers(server: Server): Promise<string[]> {
  const answers: string[] = [];
  await probed(server, (answer) => answers.push(answer));
  return answers;
}

async function differsFrom(sound: readonly string[], server: Server): Promise<boolean> {
  let index = 0;
  const compare = (answer: string): void => {
    if (answer !== sound[index]) throw new Different(answer);
    index += 1;
  };
  try {
    await probed(server, compare);
  } catch (error) {
    if (error instanceof Different) return true;
    throw error;
  }
  return index !== sound.length;
}

async function probed(
  { choices = {}, defect, first }: Server,
  listener: (answer: string) => void,
): Promise<void> {
  const reference = await createReference(choices);
  const origin = 'http://reference.test:8080';
  Object.assign(reference.origins, { api: origin, storage: origin });
  try {
    await probeFiles(reference, defect ? defect.wrap(reference) : reference.handle, listener, first);
  } finally {
    await reference.close();
  }
}
