import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import { documentFile } from '../../../src/suite-files.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { unknownKey } from '../../../src/traffic/credentials.ts';
import { lookAlikes, oddIds, unknownIds } from '../../../src/traffic/identifiers.ts';

/** Ids as they are seen in the wild, with what a server may check in one before it looks it up. */
const known: [id: string, shape: RegExp][] = [
  ['file_4hX2kQ9vT0bN', /^file_[a-zA-Z0-9]{12}/],
  [
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  ],
  [
    '0190B3F6-1C2D-7E3F-8A4B-5C6D7E8F9012',
    /^[0-9A-F]{8}-[0-9A-F]{4}-7[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
  ],
  ['01J9ZK3W7M5Q8R2T4V6X0Y1A2B', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/],
  ['507f1f77bcf86cd799439011', /^[0-9a-f]{24}$/],
  ['AB-5926', /^AB-\d{4}$/],
  ['48213', /^\d+$/],
  ['7', /^\d+$/],
  ['contracts/2025/a b.pdf', /^[a-z]+\/\d{4}\/[a-z] [a-z]\.[a-z]{3}$/],
  ['ключ-1', /^ключ-\d/],
];

for (const [id, shape] of known) {
  test(`unknown ids have the shape of ${id} and enough characters that no file has them`, () => {
    const values = unknownIds(id, 12, 1440).map(({ value }) => value);
    expect(values).toHaveLength(12);
    expect(new Set([id, ...values]).size).toBe(13);
    for (const value of values) {
      expect(value).toMatch(shape);
      if (/^(\d{1,8}|ключ-1)$/.test(id)) expect(value.length).toBeGreaterThanOrEqual(9);
      else expect(value.length).toBe(id.length);
    }
  });

  test(`look-alikes of ${id} are distinct and none is it`, () => {
    const values = lookAlikes(id).map(({ value }) => value);
    expect(values).not.toContain(id);
    expect(values).not.toContain('');
    expect(new Set(values).size).toBe(values.length);
  });
}

test('unknown ids are the same for the same seed and others for another', () => {
  const of = (seed: number): string[] => unknownIds('file_4hX2kQ9vT0bN', 6, seed).map(({ value }) => value);
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

test('an unknown number is one of 32 bits, or as large as the known one', () => {
  for (const { value } of unknownIds('48213', 12, 1440)) expect(Number(value)).toBeLessThan(2 ** 31);
  for (const { value } of unknownIds('2147001234', 12, 1440)) expect(Number(value)).toBeLessThan(2 ** 31);
  for (const { value } of unknownIds('9007199254740', 12, 1440)) expect(value).toMatch(/^9\d{12}$/);
});

test('a number is not tried with a zero in front, which may be the same number', () => {
  expect(lookAlikes('48213').map(({ value }) => value)).not.toContain('048213');
});

test('odd ids are strings that the schema allows, distinct but for generated ones', async () => {
  const { document, ...contract } = await loadContract(documentFile);
  const { schema } = memberOf(contract.operation('POST', '/v1/files/url').request.schema, 'fileId');
  const ids = oddIds(schema, document, 20, 1440);
  for (const { value } of ids) expect(value.length).toBeGreaterThan(0);
  const fixed = ids.filter(({ plausible }) => plausible !== true).map(({ value }) => value);
  expect(new Set(fixed).size).toBe(fixed.length);
  expect(ids.length).toBeGreaterThan(fixed.length);
});

for (const key of ['sk_live_0123456789', '7', '777', 'z', 'Zz7', '3', '7c9e6679-7425-40de-944b-e07fc1f90ae7'])
  test(`the unknown twin of ${key} is another of the same length and alphabet`, () => {
    const twin = unknownKey(key);
    expect(twin).not.toBe(key);
    expect(twin).toHaveLength(key.length);
    expect(twin.replace(/[a-z]/gi, 'a').replace(/\d/g, '0').length).toBe(key.length);
    expect(/\d/.test(twin)).toBe(/\d/.test(key));
  });
