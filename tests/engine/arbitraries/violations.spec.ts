import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { UnbreakableSchema, invalid, violations } from '../../../src/arbitraries/index.ts';
import type { Violation } from '../../../src/arbitraries/index.ts';
import { compile } from '../../../src/validators/json-schema.ts';
import type { SchemaCheck } from '../../../src/validators/json-schema.ts';
import { root, rootOf, schemas } from './schemas.ts';

const breakable = Object.entries(schemas).filter(([name]) => name !== 'anything');

for (const [name, schema] of breakable) {
  test(`violations: each is rejected by the named keyword, at the named place: ${name}`, () => {
    const check = compile(schema, rootOf(schema));
    const found = [...violations(schema, rootOf(schema))];
    expect(found.length).toBeGreaterThan(0);
    for (const violation of found) expect(names(check, violation), JSON.stringify(violation)).toBe(true);
    expect([...violations(schema, rootOf(schema))]).toEqual(found);
  });

  test(`invalid: each sample is rejected by the named keyword, and shrinks to one that is: ${name}`, () => {
    const check = compile(schema, rootOf(schema));
    const wrong: Violation[] = [];
    const simple = fc.property(invalid(schema, rootOf(schema)), (violation) => {
      if (!names(check, violation)) wrong.push(violation);
      return JSON.stringify(violation.value).length < 4;
    });
    fc.check(simple, { seed: 3, numRuns: 30 });
    expect(wrong).toEqual([]);
  });
}

const request = {
  type: 'object',
  required: ['fileId'],
  properties: {
    fileId: { type: 'string', minLength: 1 },
    action: { type: 'string', enum: ['view', 'download'], default: 'view' },
    expiresInMinutes: { type: 'number', minimum: 1, maximum: 1440, default: 60 },
  },
};

test('violations: every keyword of every member, near misses first', () => {
  const found = [...violations(request, undefined, { host: { fileId: 'f1' } })];
  const places = new Set(found.map(({ pointer, keyword }) => `${pointer} ${keyword}`));
  expect([...places].sort()).toEqual([
    ' required',
    ' type',
    '/action enum',
    '/action type',
    '/expiresInMinutes maximum',
    '/expiresInMinutes minimum',
    '/expiresInMinutes type',
    '/fileId minLength',
    '/fileId type',
  ]);
  const distances = found.map(({ distance }) => ['near', 'alike', 'far'].indexOf(distance));
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
});

test('violations: exactly one change to the host', () => {
  const host = { fileId: 'f1', action: 'view' };
  for (const { value, pointer } of violations(request, undefined, { host })) {
    if (pointer === '') continue;
    const member = pointer.slice(1);
    expect({ ...(value as object), [member]: undefined }).toEqual({ ...host, [member]: undefined });
  }
});

test('violations: values that a lax server takes for valid ones are among them', () => {
  const at = (pointer: string, keyword: string) =>
    [...violations(request, undefined, { host: { fileId: 'f1' } })]
      .filter((violation) => violation.pointer === pointer && violation.keyword === keyword)
      .map(({ value }) => (value as Record<string, unknown>)[pointer.slice(1)]);
  expect(at('/expiresInMinutes', 'minimum')).toEqual(expect.arrayContaining([0, 0.999, 0.5, -1, -60]));
  expect(at('/expiresInMinutes', 'maximum')).toEqual(
    expect.arrayContaining([1441, 1440.4, 86400, 2 ** 32 + 60, 1e308]),
  );
  expect(at('/expiresInMinutes', 'type')).toEqual(
    expect.arrayContaining(['60', '60.0', ' 60', ' 60.0 ', '60m', '0x3c', null, [60], { value: 60 }]),
  );
  expect(at('/action', 'enum')).toEqual(
    expect.arrayContaining(['VIEW', 'View', 'view ', ' view', 'views', '', 'constructor', 'view,download']),
  );
});

test('violations: no other keyword is broken where the schema allows it', () => {
  const check = compile(request);
  for (const violation of violations(request, undefined, { host: { fileId: 'f1' } })) {
    const others = check(violation.value).filter(({ keyword }) => keyword !== violation.keyword);
    // A value of another type is in no list either: `action` has both keywords.
    if (violation.pointer === '/action' && violation.keyword === 'type') continue;
    expect(others, JSON.stringify(violation)).toEqual([]);
  }
});

test('violations: the pointers lead to the keyword in the root', () => {
  const [first] = violations({ $ref: '#/components/schemas/Cat' }, root, { host: { kind: 'cat', lives: 9 } });
  expect(first?.schemaPointer).toBe('/components/schemas/Cat/type');
});

test('invalid: an unbreakable schema is recognised', () => {
  for (const schema of [true, {}, { title: 'x' }, { minLength: 0 }, { uniqueItems: false }]) {
    expect(() => invalid(schema), JSON.stringify(schema)).toThrow(UnbreakableSchema);
    expect([...violations(schema)]).toEqual([]);
  }
});

function names(check: SchemaCheck, { value, keyword, pointer, schemaPointer }: Violation): boolean {
  return check(value).some((failure) => {
    return (
      failure.keyword === keyword && failure.pointer === pointer && failure.schemaPointer === schemaPointer
    );
  });
}
