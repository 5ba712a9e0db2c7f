import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Json } from '../../../src/contract/json.ts';
import { UnsatisfiableSchema, valid } from '../../../src/arbitraries/index.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { formats, root, rootOf, schemas } from './schemas.ts';

for (const [name, schema] of Object.entries(schemas)) {
  test(`valid: every sample validates: ${name}`, () => {
    const check = compile(schema, rootOf(schema));
    for (const value of fc.sample(valid(schema, rootOf(schema)), { numRuns: 100, seed: 1 })) {
      expect(check(value), JSON.stringify(value)).toEqual([]);
    }
  });

  test(`valid: the same seed gives the same values: ${name}`, () => {
    const draw = () => fc.sample(valid(schema, rootOf(schema)), { numRuns: 30, seed: 5 });
    expect(draw()).toEqual(draw());
  });

  test(`valid: shrinks to valid values that are not larger: ${name}`, () => {
    const check = compile(schema, rootOf(schema));
    const seen: Json[] = [];
    // Whatever is not among the simplest values fails, so that fast-check shrinks as far as it can.
    const simple = fc.property(valid(schema, rootOf(schema)), (value) => {
      seen.push(value);
      return size(value) < 3;
    });
    const { failures } = fc.check(simple, { seed: 3, numRuns: 50, verbose: fc.VerbosityLevel.Verbose });
    expect(seen.filter((value) => check(value).length > 0)).toEqual([]);
    const sizes = failures.map(([value]) => size(value));
    expect(sizes.at(-1) ?? 0).toBeLessThanOrEqual(sizes[0] ?? 0);
  });
}

for (const format of formats) {
  test(`valid: format ${format}`, () => {
    const schema = { type: 'string', format };
    const check = compile(schema);
    for (const value of fc.sample(valid(schema), { numRuns: 100, seed: 1 }))
      expect(check(value), JSON.stringify(value)).toEqual([]);
  });
}

test('valid: int32 and int64 are integers in range', () => {
  const values = fc.sample(valid({ type: 'integer', format: 'int32' }), { numRuns: 200, seed: 1 });
  expect(values.every((value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31)).toBe(true);
  expect(
    fc.sample(valid({ type: 'number', format: 'int64' }), { numRuns: 100, seed: 1 }).every(Number.isInteger),
  ).toBe(true);
});

test('valid: recursion ends, and goes no deeper than asked', () => {
  const schema = { $ref: '#/components/schemas/Tree' };
  for (const value of fc.sample(valid(schema, root, { maxDepth: 3 }), { numRuns: 200, seed: 2 })) {
    expect(nesting(value)).toBeLessThanOrEqual(4);
  }
});

test('valid: a schema that no value satisfies is recognised', () => {
  for (const schema of [
    false,
    { type: 'integer', minimum: 2, maximum: 1 },
    { allOf: [{ type: 'string' }, { type: 'null' }] },
    { type: 'object', required: ['a'], properties: { a: false } },
    { not: {} },
    { enum: [] },
    { oneOf: [true, true] },
  ]) {
    expect(() => valid(schema), JSON.stringify(schema)).toThrow(UnsatisfiableSchema);
  }
});

test('valid: recursion without end is recognised', () => {
  const endless = { type: 'object', required: ['next'], properties: { next: { $ref: '#' } } };
  expect(() => valid(endless)).toThrow(UnsatisfiableSchema);
});

test('valid: what does not travel is left out, and not required', () => {
  const request = fc.sample(valid({ $ref: '#/components/schemas/Base' }, root, { direction: 'request' }), {
    numRuns: 50,
    seed: 1,
  });
  expect(request.every((value) => !Object.hasOwn(value as object, 'id'))).toBe(true);
  const response = fc.sample(valid({ $ref: '#/components/schemas/Base' }, root, { direction: 'response' }), {
    numRuns: 50,
    seed: 1,
  });
  expect(response.every((value) => Object.hasOwn(value as object, 'id'))).toBe(true);
  const secret = fc.sample(valid({ $ref: '#/components/schemas/Secret' }, root, { direction: 'response' }), {
    numRuns: 50,
    seed: 1,
  });
  expect(secret.every((value) => !Object.hasOwn(value as object, 'password'))).toBe(true);
});

test('valid: a discriminated branch carries its mapped name', () => {
  const values = fc.sample(valid(schemas.discriminator ?? true, root), { numRuns: 100, seed: 1 }) as {
    kind: string;
    lives?: number;
  }[];
  for (const value of values) expect(value.kind).toBe(value.lives === undefined ? 'dog' : 'cat');
});

function size(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return Math.min(Math.abs(value), 1e6);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, member) => sum + 1 + size(member), 1);
}

function nesting(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(nesting));
}
