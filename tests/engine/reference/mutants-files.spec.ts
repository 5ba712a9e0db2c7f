import { fault } from '../../../src/reference/defects/fault.ts';
import { fileMutants } from '../../../src/reference/mutants/file-mutants.ts';
import type { Mutant } from '../../../src/reference/mutants/mutant.ts';
import { createReference } from '../../../src/reference/reference.ts';
import type { First } from './probing-files.ts';
import { probeFiles } from './probing-files.ts';
import { expect, test } from './test.ts';

/** Thrown by the listeners of two probes to end them. */
class Different extends Error {}

type Server = Pick<Mutant, 'choices'> & Partial<Pick<Mutant, 'defect'>>;

const clock = Date.now;
const frozen = Math.floor(clock() / 60_000) * 60_000;
test.beforeEach(() => {
  Date.now = () => frozen;
});
test.afterEach(() => {
  Date.now = clock;
});

/** The parts of a probe that are likely to show the mutants of an area. */
const firsts: Readonly<Record<string, First>> = {
  'real expiry': 'expiry',
  'upload names and types': 'names',
  'upload bytes': 'contents',
  'upload life cycle': 'accidents',
};

for (const { area, profile, defect, choices = {} } of fileMutants)
  test(`${area}: ${defect.name}: is not answered like the sound server`, async () => {
    test.slow();
    const first = firsts[area] ?? (profile === 'upload' ? 'uploads' : 'reading');
    expect(await areDifferent({ choices }, { choices, defect }, first)).toBe(true);
  });

test('a sound server is answered like another', async () => {
  expect(await areDifferent({}, {})).toBe(false);
});

test('a fault that never shows is answered like none', async () => {
  const defect = fault('does nothing', (_, next) => next());
  expect(await areDifferent({}, { defect })).toBe(false);
});

/** Probes two servers side by side, up to the first difference. */
async function areDifferent(one: Server, other: Server, first?: First): Promise<boolean> {
  const [answers, others]: [string[], string[]] = [[], []];
  const found = { difference: false };
  const listener = (own: string[], opposite: string[]) => (answer: string) => {
    const index = own.push(answer) - 1;
    found.difference ||= index < opposite.length && opposite[index] !== answer;
    if (found.difference) throw new Different();
  };
  const outcomes = await Promise.allSettled([
    probed(one, listener(answers, others), first),
    probed(other, listener(others, answers), first),
  ]);
  if (found.difference) return true;
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return answers.length !== others.length;
}

async function probed(
  { choices = {}, defect }: Server,
  listener: (answer: string) => void,
  first?: First,
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
