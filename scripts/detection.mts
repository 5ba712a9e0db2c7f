import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from '../src/budget.ts';
import { mutants } from '../src/reference/mutants/mutants.ts';
import { survivors } from '../src/reference/mutants/survivors.ts';
import { variants } from '../src/reference/variants.ts';
import { suiteFile } from '../src/suite-files.ts';
import type { Arguments } from './detection/arguments.ts';
import { readArguments, usage } from './detection/arguments.ts';
import { evenly } from './detection/evenly.ts';
import type { MutantResult } from './detection/mutant-result.ts';
import { resultOf } from './detection/mutant-result.ts';
import { observerByWholeRuns, observerInProcess } from './detection/observer.ts';
import type { Observation } from './detection/result.ts';
import { appendObservation, keyOf, readObservations } from './detection/result.ts';
import { renderDetection } from './detection/page.ts';
import { renderServers } from './detection/servers-page.ts';
import type { Subject } from './detection/subject.ts';
import { careless, conforming } from './detection/subject.ts';
import type { VariantResult } from './detection/variant-result.ts';
import { variantResultOf } from './detection/variant-result.ts';

const folder = suiteFile('reports', 'detection');
const files = {
  careless: join(folder, 'results.jsonl'),
  conforming: join(folder, 'variants.jsonl'),
  carelessInProcess: join(folder, 'results-in-process.jsonl'),
  conformingInProcess: join(folder, 'variants-in-process.jsonl'),
};

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
  const byName = new Map(mutants.map((each) => [each.defect.name, each]));
  const chosen = careless.filter(
    ({ name }) => (area === undefined || byName.get(name)?.area === area) && only.test(name),
  );
  const file = how.inProcess ? files.carelessInProcess : files.careless;
  await measure(chosen, file, how, (seen) => {
    const mutant = byName.get(seen.name);
    return mutant ? resultOf(mutant, seen) : seen;
  });
}

/** Judges the conforming variants that were chosen. */
async function measureVariants({ only, ...how }: Arguments): Promise<void> {
  const chosen = conforming.filter(({ name }) => only.test(name));
  const file = how.inProcess ? files.conformingInProcess : files.conforming;
  await measure(chosen, file, how, (observation) => {
    return variantResultOf(variants[observation.name] ?? { choices: {} }, observation);
  });
}

/** Sums up everything that was judged so far, at every budget. */
async function writePages(): Promise<void> {
  const measured = {
    mutants,
    survivors,
    wholeRuns: { results: mutantResults(files.careless), variants: variantResults(files.conforming) },
    inProcess: {
      results: mutantResults(files.carelessInProcess),
      variants: variantResults(files.conformingInProcess),
    },
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

function mutantResults(file: string): MutantResult[] {
  const seen = readObservations(file);
  return budgets.flatMap((budget) =>
    mutants.flatMap((mutant) => {
      const observation = seen.get(keyOf(mutant.defect.name, budget));
      return observation ? [resultOf(mutant, observation)] : [];
    }),
  );
}

function variantResults(file: string): VariantResult[] {
  const seen = readObservations(file);
  return budgets.flatMap((budget) =>
    Object.entries(variants).flatMap(([name, variant]) => {
      const observation = seen.get(keyOf(name, budget));
      return observation ? [variantResultOf(variant, observation)] : [];
    }),
  );
}

/** Judges the subjects in an even spread, several at a time, until the time is over, and appends each result to the file at once. */
async function measure(
  subjects: readonly Subject[],
  file: string,
  { inProcess, budget, workers, resume, minutes }: Omit<Arguments, 'area' | 'only' | 'variants'>,
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
    const observer = inProcess ? observerInProcess() : observerByWholeRuns();
    for (let subject = waiting.shift(); subject && Date.now() < end; subject = waiting.shift()) {
      const result = judge(await observer.observe(subject, budget));
      appendObservation(file, result);
      done += 1;
      const fired = [...result.failed, ...result.warned].join(' ') || 'nothing fired';
      process.stdout.write(`${done}/${chosen.length} ${result.name}: ${fired} (${result.seconds} s)\n`);
    }
    observer.close();
  };
  // A run that waits for real expiry leaves its core idle most of the time: those go beside the others.
  const waits = ({ realExpiry }: Subject) => realExpiry && !inProcess;
  const [busy, idle] = [chosen.filter((each) => !waits(each)), chosen.filter(waits)];
  await Promise.all([work(idle), ...Array.from({ length: workers }, () => work(busy))]);
}
