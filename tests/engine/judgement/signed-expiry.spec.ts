import { expect, test } from '@playwright/test';
import { signedExpiry } from '../../../src/judgement/signed-expiry.ts';

const base = 'https://storage.test/a';
const eleven = Date.UTC(2026, 0, 15, 11);

for (const [query, name, seconds] of [
  ['X-Amz-Date=20260115T110000Z&X-Amz-Expires=60&X-Amz-Signature=f', 'X-Amz-Expires', 60],
  ['X-Goog-Date=20260115T110000Z&X-Goog-Expires=3600', 'X-Goog-Expires', 3600],
  ['se=2026-01-15T12%3A00%3A00Z&sig=f', 'se', 3600],
  [`Expires=${eleven / 1000 + 90}&Signature=f`, 'Expires', 90],
] as const)
  test(`reads ${name}`, () => {
    expect(signedExpiry(`${base}?${query}`)).toEqual({ name, expires: eleven + seconds * 1000 });
  });

for (const url of [base, `${base}?Expires=60&Signature=f`, `${base}?se=tomorrow&sig=f`, '/a?se=1', ''])
  test(`reads nothing from ${JSON.stringify(url)}`, () => {
    expect(signedExpiry(url)).toBeUndefined();
  });
