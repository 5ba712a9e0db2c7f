import { expect, test } from '@playwright/test';
import type { CatalogueEntry } from '../../../src/report/collected.ts';
import { resultOf } from '../../../src/report/collected.ts';
import type { RequirementResult } from '../../../src/report/model.ts';
import { requiredSet } from '../../../src/report/required-set.ts';
import { concludeRun, lost } from '../../../src/report/verdict.ts';
import type { Profile } from '../../../src/requirement.ts';

const entry = (id: string, profile: Profile): CatalogueEntry => ({
  ...{ id, level: 'MUST', title: `MUST be ${id}`, clause: ['#/a'], quote: 'b', effect: 'none' },
  ...{ profile, defects: ['c'] },
});
const passed = (one: CatalogueEntry): RequirementResult => ({ ...resultOf(one, []), verdict: 'passed' });

const [first, second, third] = [entry('TST-01', 'core'), entry('TST-02', 'core'), entry('UPL-01', 'upload')];
const catalogue = [first, second, third];
const notClaimed = 'the upload profile is not claimed: TARGET_PROFILES=core,upload';
const otherShard = `${lost} (it belongs to another shard)`;

for (const [name, profiles, elsewhere, expected] of [
  [
    'core',
    ['core'],
    undefined,
    [
      ['untested', 'left out of this run'],
      ['inapplicable', notClaimed],
    ],
  ],
  [
    'core in a shard',
    ['core'],
    'it belongs to another shard',
    [
      ['untested', otherShard],
      ['inapplicable', notClaimed],
    ],
  ],
  [
    'both profiles',
    ['core', 'upload'],
    undefined,
    [
      ['untested', 'left out of this run'],
      ['untested', 'left out of this run'],
    ],
  ],
  [
    'both profiles in a shard',
    ['core', 'upload'],
    'it belongs to another shard',
    [
      ['untested', otherShard],
      ['untested', otherShard],
    ],
  ],
] as const)
  test(`what did not run of ${name} says why`, () => {
    const set = requiredSet([passed(second)], catalogue, { profiles, elsewhere });
    expect(set.map(({ id }) => id)).toEqual(['TST-01', 'TST-02', 'UPL-01']);
    expect(set[1]).toEqual(passed(second));
    expect([set[0], set[2]].map((one) => [one?.verdict, one?.reason])).toEqual(expected);
  });

test('an entry of the catalogue has the form of a result', () => {
  const [one] = requiredSet([], [third], { profiles: ['core'] });
  expect(one).toEqual({
    ...{ id: 'UPL-01', level: 'MUST', title: 'MUST be UPL-01', clause: ['#/a'], quote: 'b', effect: 'none' },
    ...{
      profile: 'upload',
      verdict: 'inapplicable',
      reason: notClaimed,
      findings: [],
      notes: [],
      evidence: [],
    },
  });
});

test('what ran and is not in the catalogue stays', () => {
  const set = requiredSet([passed(third)], [], { profiles: ['core'] });
  expect(set).toEqual([passed(third)]);
});

test('a profile that is not claimed neither leaves a run partial nor counts in its sentence', () => {
  const set = requiredSet([passed(first), passed(second)], catalogue, { profiles: ['core'] });
  expect(concludeRun(set, { failOn: 'must', profiles: ['core'], problems: [] })).toEqual({
    ...{ conclusion: 'conformant', exitCode: 0 },
    sentence: 'Conformant with the core profile: 2 of 2 MUST and 0 of 0 SHOULD requirements passed.',
  });
});
