import { expect, test } from '@playwright/test';
import { readArguments } from '../../../scripts/detection/arguments.ts';
import { resultOf } from '../../../scripts/detection/mutant-result.ts';
import { appendObservation, keyOf, readObservations } from '../../../scripts/detection/result.ts';
import { mutantTables } from '../../../scripts/detection/tables.ts';
import { variantResultOf } from '../../../scripts/detection/variant-result.ts';
import type { Mutant } from '../../../src/reference/mutants/mutant.ts';
import { mutantsOf } from '../../../src/reference/mutants/mutant.ts';

const { must, should } = mutantsOf('area');
const seen = {
  ...{ name: 'fault', budget: 'standard', conclusion: 'nonconformant', requests: 10, seconds: 1 },
  ...{ failed: [] as string[], warned: [] as string[], undecided: [] as string[] },
};

function mutant(level: Mutant['level']): Mutant {
  const defect = { name: 'fault', wrap: () => () => Promise.resolve(new Response()) };
  return level === 'MUST' ? must(['AUT-01'], defect) : should(['AUT-01'], defect);
}

test('a violated MUST is killed by a failure, a violated SHOULD by a warning too', () => {
  const warned = { ...seen, warned: ['AUT-01'] };
  const failed = { ...seen, failed: ['AUT-01'] };
  expect(resultOf(mutant('MUST'), seen).killed).toBe(false);
  expect(resultOf(mutant('MUST'), warned).killed).toBe(false);
  expect(resultOf(mutant('MUST'), failed).killed).toBe(true);
  expect(resultOf(mutant('SHOULD'), seen).killed).toBe(false);
  expect(resultOf(mutant('SHOULD'), warned).killed).toBe(true);
});

test('what fires beside the violated requirements is cross-talk', () => {
  const { by, crossTalk } = resultOf(mutant('MUST'), { ...seen, failed: ['ROB-01'], warned: ['AUT-01'] });
  expect(by).toEqual(['AUT-01', 'ROB-01']);
  expect(crossTalk).toEqual(['ROB-01']);
});

test('a SHOULD that a variant breaks on purpose is no false alarm', () => {
  const observed = { ...seen, failed: ['URL-01'], warned: ['AUT-10', 'REJ-12'] };
  const variant = { choices: {}, breaksShould: ['AUT-10', 'URL-01'] };
  expect(variantResultOf(variant, observed).falseAlarms).toEqual(['URL-01', 'REJ-12']);
});

test('the latest observation of each name and budget is read back', ({}, info) => {
  const file = info.outputPath('folder', 'results.jsonl');
  expect(readObservations(file).size).toBe(0);
  for (const seconds of [1, 2]) appendObservation(file, { ...seen, seconds });
  appendObservation(file, { ...seen, budget: 'quick', seconds: 3 });
  expect(readObservations(file).get(keyOf('fault', 'standard'))?.seconds).toBe(2);
  expect(readObservations(file).get(keyOf('fault', 'quick'))?.seconds).toBe(3);
});

test('totals, survivors and what was not run are told', () => {
  const killed = resultOf(mutant('MUST'), { ...seen, name: 'loud', failed: ['AUT-01'] });
  const survivor = resultOf(mutant('SHOULD'), { ...seen, name: 'quiet' });
  const text = mutantTables([killed, survivor], ['absent']);
  expect(text).toContain('| area | 1/1 | 0/1 | – | 1/2 |');
  expect(text).toMatch(/## Survivors\n\n- area, SHOULD: \*\*quiet\*\*/);
  expect(text).toMatch(/## Not run\n\n- absent/);
});

test('arguments are read, and wrong ones refused', () => {
  const read = readArguments(['--area', 'tenancy', '--only', '^a', '--workers', '3', '--resume']);
  expect(read).toMatchObject({
    area: 'tenancy',
    workers: 3,
    resume: true,
    variants: false,
    budget: 'standard',
  });
  expect(read.only.test('ab')).toBe(true);
  expect(() => readArguments(['--workers', 'none'])).toThrow(TypeError);
  expect(() => readArguments(['--unknown'])).toThrow(TypeError);
});
