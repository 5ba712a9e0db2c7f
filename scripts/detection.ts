import { writeFileSync } from 'node:fs';
import type { Mutant } from '../src/reference/mutants/mutant.ts';
import { mutants } from '../src/reference/mutants/mutants.ts';
import { variants } from '../src/reference/variants.ts';
import { suiteFile } from '../src/suite-files.ts';
import type { Arguments } from './detection/arguments.ts';
import { readArguments, sampleSize } from './detection/arguments.ts';
import { resultOf } from './detection/mutant-result.ts';
import type { Subject } from './detection/observe.ts';
import { observe } from './detection/observe.ts';
import type { Observation } from './detection/result.ts';
import { appendObservation, keyOf, readObservations } from './detection/result.ts';
import { mutantTables, variantTables } from './detection/tables.ts';
import { variantResultOf } from './detection/variant-result.ts';

const options = readArguments(process.argv.slice(2));
if (options.variants) await measureVariants(options);
else await measureMutants(options);

/** Judges the mutants that were chosen, and sums up everything that was judged with this budget. */
async function measureMutants({ all, area, only, ...how }: Arguments): Promise<void> {
  const file = suiteFile('reports', 'detection', 'results.jsonl');
  const named = area !== undefined || only.source !== '(?:)';
  const chosen = (all || named ? mutants : sampled(mutants)).filter(
    (each) => (area === undefined || each.area === area) && only.test(each.defect.name),
  );
  const byName = new Map(chosen.map((each) => [each.defect.name, each]));
  await measure(chosen.map(mutantSubject), file, how, (seen) => {
    const mutant = byName.get(seen.name);
    return mutant ? resultOf(mutant, seen) : seen;
  });
  const seen = readObservations(file);
  const results = mutants.flatMap((mutant) => {
    const observation = seen.get(keyOf(mutant.defect.name, how.budget));
    return observation ? [resultOf(mutant, observation)] : [];
  });
  const judged = new Set(results.map(({ name }) => name));
  const notRun = mutants.map(({ defect }) => defect.name).filter((name) => !judged.has(name));
  summarise('detection.md', mutantTables(results, notRun));
}

/** Judges the conforming variants that were chosen. */
async function measureVariants({ only, ...how }: Arguments): Promise<void> {
  const file = suiteFile('reports', 'detection', 'variants.jsonl');
  const chosen = Object.entries(variants).filter(([name]) => only.test(name));
  const subjects = chosen.map(([name, { choices, profiles = ['core', 'upload'] }]): Subject => ({
    ...{ name, profiles, options: { choices }, realExpiry: false },
  }));
  await measure(subjects, file, how, (observation) => {
    return variantResultOf(variants[observation.name] ?? { choices: {} }, observation);
  });
  const seen = readObservations(file);
  const results = Object.entries(variants).flatMap(([name, variant]) => {
    const observation = seen.get(keyOf(name, how.budget));
    return observation ? [variantResultOf(variant, observation)] : [];
  });
  summarise('false-alarms.md', variantTables(results));
}

/** An even spread over the list, in which the areas follow one another. */
function sampled(list: readonly Mutant[]): Mutant[] {
  const rank = (index: number): number => Math.floor((index * sampleSize) / list.length);
  return list.filter((_, index) => index === 0 || rank(index) !== rank(index - 1));
}

function mutantSubject({ defect, area, choices = {} }: Mutant): Subject {
  return {
    name: defect.name,
    options: { defect, choices },
    profiles: choices.uploads === false ? ['core'] : ['core', 'upload'],
    realExpiry: area === 'real expiry',
  };
}

/** Judges the subjects, several at a time, and appends each result to the file at once. */
async function measure(
  subjects: readonly Subject[],
  file: string,
  { budget, workers, resume }: Omit<Arguments, 'all' | 'area' | 'only' | 'variants'>,
  judge: (seen: Observation) => Observation,
): Promise<void> {
  const known = resume ? readObservations(file) : new Map<string, Observation>();
  const waiting = subjects.filter(({ name }) => !known.has(keyOf(name, budget)));
  const total = waiting.length;
  let done = 0;
  const work = async () => {
    for (let subject = waiting.shift(); subject; subject = waiting.shift()) {
      const result = judge(await observe(subject, budget));
      appendObservation(file, result);
      done += 1;
      const fired = [...result.failed, ...result.warned].join(' ') || 'nothing fired';
      process.stdout.write(`${done}/${total} ${result.name}: ${fired} (${result.seconds} s)\n`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

function summarise(name: string, text: string): void {
  const file = suiteFile('reports', 'detection', name);
  writeFileSync(file, `${text}\n`);
  process.stdout.write(`${file}\n`);
}
