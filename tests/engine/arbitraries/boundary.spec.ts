import { expect, test } from '@playwright/test';
import { boundary } from '../../../src/arbitraries/index.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import { root, rootOf, schemas } from './schemas.ts';

for (const [name, schema] of Object.entries(schemas)) {
  test(`boundary: finite, all valid, each once, the same each time: ${name}`, () => {
    const check = compile(schema, rootOf(schema));
    const values = [...boundary(schema, rootOf(schema))];
    for (const value of values) expect(check(value), JSON.stringify(value)).toEqual([]);
    expect(values.length).toBeGreaterThan(0);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(values.length);
    expect([...boundary(schema, rootOf(schema))]).toEqual(values);
  });
}

test('boundary: bounds first, then their neighbours', () => {
  const values = [...boundary({ type: 'number', minimum: 1, maximum: 1440, default: 60 })];
  expect(values.slice(0, 3)).toEqual([1, 1440, 60]);
  for (const value of [2, 1439, 1.5, 1439.5, 1.1, 1.001, 64, 100, 1024, 120, 720])
    expect(values).toContain(value);
});

test('boundary: every enum member, branch, type and presence', () => {
  expect([...boundary({ enum: ['a', 'b', 'c'] })]).toEqual(['a', 'b', 'c']);
  const types = [...boundary({ type: ['boolean', 'null'] })];
  expect(types).toEqual(expect.arrayContaining([true, false, null]));
  const objects = [
    ...boundary({
      type: 'object',
      required: ['a'],
      properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3 } },
    }),
  ];
  expect(objects).toEqual(
    expect.arrayContaining([{ a: 1 }, { a: 1, b: 2 }, { a: 1, c: 3 }, { a: 1, b: 2, c: 3 }]),
  );
  expect(objects[0]).toEqual({ a: 1 });
});

test('boundary: lengths in code points', () => {
  const values = [...boundary({ type: 'string', minLength: 1, maxLength: 4 })];
  expect(values).toEqual(expect.arrayContaining(['a', 'aaaa', '😀😀😀😀']));
});

test('boundary: with a host, the other members stay as they are', () => {
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', minLength: 1 }, n: { type: 'integer', minimum: 1 } },
  };
  const values = [...boundary(schema, root, { host: { id: 'abc' } })].filter(
    (value) => (value as { id?: string }).id === 'abc',
  );
  expect(values).toEqual(expect.arrayContaining([{ id: 'abc' }, { id: 'abc', n: 1 }, { id: 'abc', n: 2 }]));
});
