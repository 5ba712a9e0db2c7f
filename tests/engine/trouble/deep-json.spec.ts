import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Json } from '../../../src/contract/json.ts';
import { isDeeperThan } from '../../../src/contract/json.ts';
import { readJson } from '../../../src/judgement/body.ts';

const nested = (levels: number, open = '[', close = ']'): Json =>
  JSON.parse(open.repeat(levels) + (open === '[' ? '' : '0') + close.repeat(levels)) as Json;

test('counts levels of arrays and of objects', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (levels, depth) => {
      expect(isDeeperThan(levels, nested(depth))).toBe(depth > levels);
      expect(isDeeperThan(levels, nested(depth, '{"a":', '}'))).toBe(depth > levels);
    }),
  );
});

test('half a million levels do not overflow the stack', () => {
  expect(isDeeperThan(500, nested(500_000))).toBe(true);
});

test('a plain value has no level', () => {
  expect(isDeeperThan(0, 'text')).toBe(false);
});

test('a body with more levels than clients must read is a problem, not a crash', () => {
  const body = Buffer.from(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`);
  const reading = readJson({ status: 200, headers: [], size: body.length, sha256: '', body });
  expect(reading).toEqual({
    problem: 'a body with arrays and objects in one another on more than 500 levels',
  });
});
