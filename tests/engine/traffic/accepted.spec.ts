import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import { documentFile } from '../../../src/suite-files.ts';
import { enumOf, memberOf, numbersOf } from '../../../src/traffic/accepted.ts';

let document: JsonObject;
let schema: JsonObject;
let minutes: ReturnType<typeof memberOf>;

test.beforeAll(async () => {
  const contract = await loadContract(documentFile);
  ({ document } = contract);
  ({ schema } = contract.operation('POST', '/v1/files/url').request);
  minutes = memberOf(schema, 'expiresInMinutes');
});

test('a member is read off the schema, and one that is not declared is an error', () => {
  expect(enumOf(memberOf(schema, 'action'))).toEqual(['view', 'download']);
  expect(enumOf(memberOf(schema, 'fileId'))).toEqual([]);
  expect(() => memberOf(schema, 'fileName')).toThrow('fileName');
});

const plan = { edges: 40, parts: 28, seed: 1440 };

test('lifetimes are allowed, distinct, begin with the bounds and the default, and come from every part of the range', () => {
  const values = numbersOf(minutes, document, plan);
  expect(values.slice(0, 3).sort((a, b) => a - b)).toEqual([1, 60, 1440]);
  expect(new Set(values).size).toBe(values.length);
  for (const value of values) expect(value).toBe(Math.min(1440, Math.max(1, value)));
  const sorted = [...values].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan((2.1 * 1439) / plan.parts);
});

test('lifetimes are whole, just above and just below a whole number', () => {
  const fractions = numbersOf(minutes, document, plan).map((value) => value % 1);
  expect(fractions.some((fraction) => fraction === 0)).toBe(true);
  expect(fractions.some((fraction) => fraction > 0 && fraction < 0.2)).toBe(true);
  expect(fractions.some((fraction) => fraction > 0.8)).toBe(true);
});

test('lifetimes follow the document when it changes', () => {
  const changed: JsonObject = { ...minutes.schema, maximum: 720 };
  const values = numbersOf({ ...minutes, schema: changed }, document, plan);
  expect(Math.max(...values)).toBe(720);
});

test('usual lifetimes stand behind the edges, every fourth of which they replace', () => {
  const values = numbersOf(minutes, document, { ...plan, edges: 8, usual: [15, 30, 45] });
  expect(values.slice(6, 8)).toEqual([15, 30]);
  expect(values).not.toContain(45);
});

test('the same seed gives the same lifetimes', () => {
  expect(numbersOf(minutes, document, plan)).toEqual(numbersOf(minutes, document, plan));
  expect(numbersOf(minutes, document, plan)).not.toEqual(numbersOf(minutes, document, { ...plan, seed: 1 }));
});
