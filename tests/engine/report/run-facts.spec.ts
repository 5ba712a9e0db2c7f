import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { RunFacts } from '../../../src/report/run-facts.ts';
import { mergeFacts } from '../../../src/report/run-facts.ts';

const facts: RunFacts = {
  id: 'a',
  target: { url: 'https://api.example', embedded: false, profiles: ['core'], secondOrganisation: true },
  ...{ seed: 1, budget: 'standard', failOn: 'must', realExpiry: true, selection: { files: [] }, waivers: [] },
  party: { url: 'https://api.example', main: { tenant: 'bu_1', key: 'aaaa' } },
};
const shard = (current: number, total: number, more: Partial<RunFacts> = {}): RunFacts => ({
  ...{ ...facts, id: `${current}`, shard: { current, total } },
  ...more,
});
const incompatible = 'the shards are not of one run: target, settings or number of shards differ';

test('no facts give none', () => {
  expect(mergeFacts([])).toBeUndefined();
});

test('a whole run stays whole, however often its facts come', () => {
  expect(mergeFacts([facts, facts])).toEqual({ facts, parties: [facts.party], missing: [], problems: [] });
});

test('shards in any order become one run, and those that are missing are named', () => {
  const shards = fc.integer({ min: 1, max: 20 }).chain((total) =>
    fc.record({
      total: fc.constant(total),
      present: fc.uniqueArray(fc.integer({ min: 1, max: total }), { minLength: 1 }),
    }),
  );
  fc.assert(
    fc.property(shards, ({ total, present }) => {
      const all = present.flatMap((current) => [shard(current, total), shard(current, total)]);
      const { shard: _, id: __, ...known } = facts;
      const merged = mergeFacts(all);
      expect(merged?.facts).toMatchObject(known);
      expect(merged).toMatchObject({ shards: total });
      expect(merged?.facts).not.toHaveProperty('shard');
      expect([...present, ...(merged?.missing ?? [])].sort((a, b) => a - b)).toEqual(
        Array.from({ length: total }, (___, index) => index + 1),
      );
      expect(merged?.problems).toEqual([]);
    }),
  );
});

test('embedded reference servers differ in their address only', () => {
  const at = (current: number, port: number): RunFacts =>
    shard(current, 2, { target: { ...facts.target, embedded: true, url: `http://127.0.0.1:${port}` } });
  expect(mergeFacts([at(1, 1111), at(2, 2222)])?.problems).toEqual([]);
});

for (const [name, other] of [
  ['another target', shard(2, 2, { target: { ...facts.target, url: 'https://other.example' } })],
  ['another seed', shard(2, 2, { seed: 2 })],
  [
    'other waivers',
    shard(2, 2, { waivers: [{ id: 'REJ-07', reason: 'r', owner: 'o', until: '2030-01-01' }] }),
  ],
  ['another number of shards', shard(2, 3)],
] as const)
  test(`shards with ${name} are not of one run`, () => {
    expect(mergeFacts([shard(1, 2), other])?.problems).toContain(incompatible);
  });

test('a shard that ran twice is not of one run', () => {
  expect(mergeFacts([shard(1, 2), shard(2, 2), shard(2, 2, { id: 'again' })])?.problems).toEqual([
    'shard 2 of 2 is there twice',
  ]);
});
