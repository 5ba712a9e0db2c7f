import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from '../src/budget.ts';
import type { Mutant } from '../src/reference/mutants/mutant.ts';
import { mutants } from '../src/reference/mutants/mutants.ts';
import { survivors } from '../src/reference/mutants/survivors.ts';
import { variants } from '../src/reference/variants.ts';
import { suiteFile } from '../src/suite-files.ts';
import type { Arguments } from './detection/arguments.ts';
import { readArguments, usage } from './detection/arguments.ts';
import { evenly } from './detection/evenly.ts';
import { resultOf } from './detection/mutant-result.ts';
import type { Subject } from './detection/observe.ts';
import { observe } from './detection/observe.ts';
import type { Observation } from './detection/result.ts';
import { appendObservation, keyOf, readObservations } from './detection/result.ts';
import { renderDetection, renderServers } from './detection/page.ts';
import { variantResultOf } from './detection/variant-result.ts';

const folder = suiteFile('reports', 'detection');
const [mutantsFile, variantsFile] = [join(folder, 'results.jsonl'), join(folder, 'variants.jsonl')];

const options = argumentsOrExit();
if (options.variants) await measureVariants(options);
else await measureMutants(options);
await writePages();

function argumentsOrExit(): Arguments {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    process.stdout.write(usage);
    return process.exit(0);
  }
  try {
    return readArguments(argv);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}`);
    return process.exit(1);
  }
}

/** Judges the mutants that were chosen. */
async function measureMutants({ area, only, ...how }: Arguments): Promise<void> {
  const chosen = mutants.filter(
    (each) => (area === undefined || each.area === area) && only.test(each.defect.name),
  );
  const byName = new Map(chosen.map((each) => [each.defect.name, each]));
  await measure(chosen.map(mutantSubject), mutantsFile, how, (seen) => {
    const mutant = byName.get(seen.name);
    return mutant ? resultOf(mutant, seen) : seen;
  });
}

/** Judges the conforming variants that were chosen. */
async function measureVariants({ only, ...how }: Arguments): Promise<void> {
  const chosen = Object.entries(variants).filter(([name]) => only.test(name));
  const subjects = chosen.map(([name, { choices, profiles = ['core', 'upload'] }]): Subject => ({
    ...{ name, profiles, options: { choices }, realExpiry: false },
  }));
  await measure(subjects, variantsFile, how, (observation) => {
    return variantResultOf(variants[observation.name] ?? { choices: {} }, observation);
  });
}

/** Sums up everything that was judged so far, at every budget. */
async function writePages(): Promise<void> {
  const [seen, seenVariants] = [readObservations(mutantsFile), readObservations(variantsFile)];
  const measured = {
    mutants,
    survivors,
    results: budgets.flatMap((budget) =>
      mutants.flatMap((mutant) => {
        const observation = seen.get(keyOf(mutant.defect.name, budget));
        return observation ? [resultOf(mutant, observation)] : [];
      }),
    ),
    variants: budgets.flatMap((budget) =>
      Object.entries(variants).flatMap(([name, variant]) => {
        const observation = seenVariants.get(keyOf(name, budget));
        return observation ? [variantResultOf(variant, observation)] : [];
      }),
    ),
  };
  const pages = {
    'detection.md': await renderDetection(measured),
    'detection-servers.md': await renderServers(measured),
  };
  for (const [name, text] of Object.entries(pages)) {
    writeFileSync(join(folder, name), text);
    process.stdout.write(`${join(folder, name)}\n`);
  }
}

function mutantSubject({ defect, area, choices = {} }: Mutant): Subject {
  return {
    name: defect.name,
    options: { defect, choices },
    profiles: choices.uploads === false ? ['core'] : ['core', 'upload'],
    realExpiry: area === 'real expiry',
  };
}

/** Judges the subjects in an even spread, several at a time, until the time is over, and appends each result to the file at once. */
async function measure(
  subjects: readonly Subject[],
  file: string,
  { budget, workers, resume, minutes }: Omit<Arguments, 'area' | 'only' | 'variants'>,
  judge: (seen: Observation) => Observation,
): Promise<void> {
  if (subjects.length === 0) {
    process.stderr.write('no server has that area or name\n');
    process.exit(1);
  }
  const known = resume ? readObservations(file) : new Map<string, Observation>();
  const chosen = evenly(subjects).filter(({ name }) => !known.has(keyOf(name, budget)));
  const end = Date.now() + minutes * 60_000;
  let done = 0;
  const work = async (waiting: Subject[]) => {
    for (let subject = waiting.shift(); subject && Date.now() < end; subject = waiting.shift()) {
      const result = judge(await observe(subject, budget));
      appendObservation(file, result);
      done += 1;
      const fired = [...result.failed, ...result.warned].join(' ') || 'nothing fired';
      process.stdout.write(`${done}/${chosen.length} ${result.name}: ${fired} (${result.seconds} s)\n`);
    }
  };
  // A run that waits for real expiry leaves its core idle most of the time: those go beside the others.
  const busy = chosen.filter(({ realExpiry }) => !realExpiry);
  const idle = chosen.filter(({ realExpiry }) => realExpiry);
  await Promise.all([work(idle), ...Array.from({ length: workers }, () => work(busy))]);
}
