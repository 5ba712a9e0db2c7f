import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { readArguments, usage } from '../../../scripts/detection/arguments.ts';
import { evenly } from '../../../scripts/detection/evenly.ts';
import { resultOf } from '../../../scripts/detection/mutant-result.ts';
import { appendObservation, keyOf, readObservations } from '../../../scripts/detection/result.ts';
import { observerInProcess } from '../../../scripts/detection/observer.ts';
import { renderDetection } from '../../../scripts/detection/page.ts';
import { renderServers } from '../../../scripts/detection/servers-page.ts';
import type { Subject } from '../../../scripts/detection/subject.ts';
import { conforming } from '../../../scripts/detection/subject.ts';
import { variantResultOf } from '../../../scripts/detection/variant-result.ts';
import type { Mutant } from '../../../src/reference/mutants/mutant.ts';
import { mutantsOf } from '../../../src/reference/mutants/mutant.ts';
import { suiteFile } from '../../../src/suite-files.ts';

test('the program finds the suite from any folder', async ({}, info) => {
  const program = suiteFile('scripts', 'detection.mts');
  const args = ['--import', require.resolve('tsx'), program, '--help'];
  // It would look for ever for a folder that it cannot find.
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: info.outputPath(),
    timeout: 60_000,
  });
  expect(stdout).toBe(usage);
});

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

test('totals, survivors, cross-talk, false alarms and what was not run are told', async () => {
  const named = (name: string, level: Mutant['level']): Mutant => {
    const one = mutant(level);
    return { ...one, defect: { ...one.defect, name } };
  };
  const mutants = [
    named('loud', 'MUST'),
    named('quiet', 'SHOULD'),
    named('hidden', 'MUST'),
    named('absent', 'MUST'),
  ];
  const [loud, quiet, hidden] = mutants as [Mutant, Mutant, Mutant];
  const variants = [variantResultOf({ choices: {} }, { ...seen, name: 'odd', failed: ['SCH-01'] })];
  const survivors = { 'nobody can see it': ['quiet', 'loud'] };
  const inProcess = {
    results: [
      resultOf(loud, { ...seen, name: 'loud', failed: ['AUT-01', 'ROB-01'] }),
      resultOf(quiet, { ...seen, name: 'quiet' }),
      resultOf(hidden, { ...seen, name: 'hidden', failed: ['SCH-01'] }),
      resultOf(loud, { ...seen, name: 'loud', budget: 'quick', requests: 4 }),
    ],
    variants,
  };
  const wholeRuns = {
    results: [
      resultOf(loud, { ...seen, name: 'loud', failed: ['AUT-01'], requests: 12, seconds: 8 }),
      resultOf(quiet, { ...seen, name: 'quiet', warned: ['AUT-01'] }),
      resultOf(quiet, { ...seen, name: 'quiet', budget: 'thorough' }),
    ],
    variants: [],
  };
  const measured = { mutants, survivors, wholeRuns, inProcess };
  const page = (await renderDetection(measured)).replaceAll(/ +/g, ' ');
  expect(page).toContain('| standard | in process | 3 | 2/2 | 0/1 | – | 2/2 | 10, 10 | 1, 1 |');
  expect(page).toContain('| standard | whole runs | 2 | 1/1 | 1/1 | – | 1/1 | 12, 12 | 8, 8 |');
  expect(page).toContain('| quick | in process | 1 | 0/1 | – | – | 0/1 | 4, 4 | 1, 1 |');
  expect(page).toContain('| thorough | whole runs | 1 |');
  expect(page).toContain(
    'At standard 2 servers were judged in both ways: 0 with the same requirements fired, 1 killed in one way alone:\n\n- **quiet**: killed by the whole run\n',
  );
  expect(page).not.toContain('At quick');
  expect(page).toContain('| area | 0/1 | – | – | 2/2 | 0/1 | – | – | 0/1 | – |');
  expect(page).toMatch(
    /## Survivors at the budget standard\n\n- nobody can see it: \*\*quiet\*\* \(area, SHOULD\)\n/,
  );
  expect(page).toContain('- **hidden**: violates AUT-01; fired: SCH-01');
  expect(page).toContain('| ROB-01 | 1 | loud |');
  expect(page).toContain('1 of 4 careless servers were not judged at standard.');
  expect(page).toContain('| standard | in process | 1 | 1 | 0 |');
  expect(page).toContain('- **odd** at standard, in process: SCH-01');
  const servers = (await renderServers(measured)).replaceAll(/ +/g, ' ');
  expect(servers).toContain('| loud | MUST | **AUT-01** ROB-01 | survives | 10 | 1 |');
  expect(servers).toContain('| absent | MUST | not judged | not judged | – | – |');
});

test('no request of a standard run breaks off, at which a careless server would end', async () => {
  const { observe, close } = observerInProcess();
  const [subject] = conforming.filter(({ name }) => name === 'a request that breaks off ends the server');
  if (subject === undefined) throw new Error('the variant has another name');
  const nothing = { failed: [], warned: [], undecided: [] };
  expect(await observe(subject, 'standard')).toMatchObject({ conclusion: 'conformant', ...nothing });
  close();
});

test('in one process servers are judged one after the other, and one that brings it down is no server less', async () => {
  const { observe, close } = observerInProcess();
  const named = (name: string): Subject => ({ name, options: {}, profiles: [], realExpiry: false });
  const sound = await observe(named('rejects with 400'), 'quick');
  expect(sound).toMatchObject({ conclusion: 'conformant', failed: [], warned: [], undecided: [] });
  expect(sound.requests).toBeGreaterThan(200);
  expect(await observe(named('no such server'), 'quick')).toMatchObject({
    conclusion: 'no report',
    failed: [],
  });
  const careless = await observe(named('rejects a lifetime with 200'), 'quick');
  expect(careless.conclusion).toBe('nonconformant');
  expect(careless.failed).toContain('REJ-07');
  close();
});

test('each beginning of the order is spread evenly over all servers', () => {
  for (const size of [0, 1, 2, 5, 64, 1000]) {
    const order = evenly(Array.from({ length: size }, (_, index) => index));
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index));
    for (const part of [size / 10, size / 4, size / 2].map(Math.floor)) {
      const inFirstHalf = order.slice(0, part).filter((index) => index < size / 2).length;
      expect(Math.abs(inFirstHalf - part / 2)).toBeLessThanOrEqual(2);
    }
  }
});

test('arguments are read, and wrong ones refused', () => {
  const read = readArguments(['--area', 'tenancy', '--only', '^a', '--workers', '3', '--resume']);
  expect(read).toMatchObject({
    area: 'tenancy',
    workers: 3,
    resume: true,
    variants: false,
    inProcess: false,
    budget: 'standard',
    minutes: 24,
  });
  expect(read.only.test('ab')).toBe(true);
  expect(() => readArguments(['--workers', 'none'])).toThrow(TypeError);
  expect(() => readArguments(['--minutes', 'all'])).toThrow('--minutes: a number above 0');
  expect(readArguments(['--minutes', 'Infinity']).minutes).toBe(Infinity);
  expect(readArguments(['--in-process']).inProcess).toBe(true);
  expect(() => readArguments(['--unknown'])).toThrow(TypeError);
});
