import { join } from 'node:path';
import { compiling, schemasIn } from './arbitraries/documents.ts';
import { exceptions, notJudged } from './arbitraries/exceptions.ts';
import { faker } from './arbitraries/faker.mts';
import { measure } from './arbitraries/measure.ts';
import type { Generator, Outcome } from './arbitraries/measure.ts';
import { negatives } from './arbitraries/negatives.ts';
import type { Negatives } from './arbitraries/negatives.ts';
import { ours } from './arbitraries/ours.ts';
import type { BenchSubject } from './arbitraries/subject.ts';
import { groupsIn } from './arbitraries/suite.ts';
import { percent, table } from './arbitraries/table.ts';

const samples = 100;
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error(
    'usage: npm run bench:arbitraries -- DIR   (with json-schema-test-suite/ and openapi/ in it)',
  );
  process.exit(2);
}

const groups = groupsIn(join(folder, 'json-schema-test-suite'));
const judged = groups.filter(({ disagreement }) => disagreement === undefined);
const satisfiable = judged.filter((group) => group.satisfiable);
const written = schemasIn(join(folder, 'openapi'));
const sets = { 'official suite': satisfiable, documents: compiling(written) };
console.log(
  `${folder}: ${groups.length} groups of draft 2020-12, ${judged.length} on which ajv and the suite agree, of these`,
);
console.log(
  `${satisfiable.length} satisfiable; ${sets.documents.length} of ${written.length} schemas of OpenAPI documents that ajv compiles; ${samples} samples each.\n`,
);

const positive = [
  ['valid values', 'schemas', 'all valid', 'samples valid', 'samples/s', 'slowest build', 'unsatisfiable'],
];
const found: Outcome[] = [];
const generators = [ours, faker()];
for (const generator of generators) {
  if (generator === undefined) console.log('json-schema-faker is not installed: no comparison.\n');
  else
    for (const [name, subjects] of Object.entries(sets))
      positive.push(await positiveRow(generator, name, subjects));
}
await generators.at(-1)?.stop?.();
console.log(`${table(positive)}\n`);

const breakable = satisfiable.filter((group) => group.breakable);
const negative = [
  negativeRow('official suite', negatives(breakable, 20)),
  negativeRow('documents', negatives(sets.documents, 20)),
];
console.log(
  table([
    [
      'violations',
      'schemas',
      'by the named keyword',
      'by it alone',
      'slowest build',
      'unbreakable',
      'failed',
    ],
    ...negative,
  ]),
);

for (const { subject, valid, drawn, error } of found)
  console.log(`not valid in full: ${subject.name}: ${error ?? `${valid} of ${drawn}`}`);
for (const [name, reason] of Object.entries(exceptions)) console.log(`exception: ${name}: ${reason}`);
for (const { name, disagreement } of groups.filter((group) => group.disagreement !== undefined)) {
  const reason = notJudged.find(([pattern]) => pattern.test(name))?.[1] ?? disagreement ?? '';
  console.log(`not judged: ${name}: ${reason}`);
}

async function positiveRow(
  generator: Generator,
  set: string,
  subjects: readonly BenchSubject[],
): Promise<string[]> {
  const outcomes = await measure(generator, subjects, samples);
  // Proved, not merely not found.
  const impossible = outcomes.filter(({ error }) => error?.startsWith('UnsatisfiableSchema'));
  const possible = outcomes.length - impossible.length;
  const all = outcomes.filter((outcome) => outcome.valid === samples);
  if (generator === ours) found.push(...outcomes.filter((outcome) => outcome.valid < samples));
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const seconds = sum((outcome) => outcome.building + outcome.drawing) / 1000;
  return [
    `${generator.name}, ${set}`,
    String(outcomes.length),
    percent(all.length, possible),
    percent(
      sum((outcome) => outcome.valid),
      possible * samples,
    ),
    String(Math.round(sum((outcome) => outcome.drawn) / seconds)),
    `${Math.round(Math.max(...outcomes.map((outcome) => outcome.building)))} ms`,
    String(impossible.length),
  ];
}

function negativeRow(set: string, outcome: Negatives): string[] {
  const { schemas, samples: drawn, named, alone, slowest, unbreakable, failed } = outcome;
  for (const name of unbreakable) console.log(`unbreakable: ${name}`);
  for (const [name, reason] of failed) console.log(`no violations: ${name}: ${reason}`);
  const counts = [percent(named, drawn), percent(alone, drawn), `${Math.round(slowest)} ms`];
  return [set, String(schemas), ...counts, String(unbreakable.length), String(failed.length)];
}
