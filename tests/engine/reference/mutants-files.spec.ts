import { fault } from '../../../src/reference/defects/fault.ts';
import { fileMutants } from '../../../src/reference/mutants/file-mutants.ts';
import type { Mutant } from '../../../src/reference/mutants/mutant.ts';
import { createReference } from '../../../src/reference/reference.ts';
import type { Listener } from './prober.ts';
import type { First } from './probing-files.ts';
import { probeFiles } from './probing-files.ts';
import { expect, test } from './test.ts';

/** Ends two probes. */
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

/** Probes two servers in step, up to the first difference. */
async function areDifferent(one: Server, other: Server, first?: First): Promise<boolean> {
  const step = inStep();
  const outcomes = await Promise.allSettled([
    probed(one, step.listener(0), first).finally(step.end),
    probed(other, step.listener(1), first).finally(step.end),
  ]);
  if (step.isDifferent()) return true;
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return false;
}

/** Lets two probes go on when both were told an answer, and the same. */
function inStep(): {
  listener: (side: 0 | 1) => Listener;
  /** One of the probes is over: the other waits no longer, and must have no further answer. */
  end: () => void;
  isDifferent: () => boolean;
} {
  const answers: readonly [string[], string[]] = [[], []];
  let [isOver, isDifferent] = [false, false];
  let waiting: (() => void)[] = [];
  const wakeAll = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  return {
    listener: (side) => async (answer) => {
      const opposite = answers[side === 0 ? 1 : 0];
      const index = answers[side].push(answer) - 1;
      wakeAll();
      while (index >= opposite.length && !isOver) await new Promise<void>((resolve) => waiting.push(resolve));
      isDifferent ||= opposite[index] !== answer;
      if (isDifferent) throw new Different();
    },
    end: () => {
      isOver = true;
      wakeAll();
    },
    isDifferent: () => isDifferent,
  };
}

async function probed({ choices = {}, defect }: Server, listener: Listener, first?: First): Promise<void> {
  const reference = await createReference(choices);
  const origin = 'http://reference.test:8080';
  Object.assign(reference.origins, { api: origin, storage: origin });
  try {
    await probeFiles(reference, defect ? defect.wrap(reference) : reference.handle, listener, first);
  } finally {
    await reference.close();
  }
}
