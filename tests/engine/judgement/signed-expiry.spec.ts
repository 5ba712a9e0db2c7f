import { expect, test } from '@playwright/test';
import { signedExpiry } from '../../../src/judgement/signed-expiry.ts';

const base = 'https://storage.test/a';
const eleven = Date.UTC(2026, 0, 15, 11);

function tokenOf(claims: object): string {
  const parts = [{ alg: 'HS256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, 'c2lnbmF0dXJl'].join('.');
}

test('reads a token in the path', () => {
  const url = `https://storage.test/files/${tokenOf({ expiresAt: eleven })}/report.pdf`;
  expect(signedExpiry(url)).toEqual({ name: 'expiresAt', expires: eleven });
});

for (const [query, name, seconds] of [
  ['X-Amz-Date=20260115T110000Z&X-Amz-Expires=60&X-Amz-Signature=f', 'X-Amz-Expires', 60],
  ['X-Goog-Date=20260115T110000Z&X-Goog-Expires=3600', 'X-Goog-Expires', 3600],
  ['se=2026-01-15T12%3A00%3A00Z&sig=f', 'se', 3600],
  [`Expires=${eleven / 1000 + 90}&Signature=f`, 'Expires', 90],
  [`expires_at=${eleven + 90_000}&hmac=f`, 'expires_at', 90],
  ['signature=f&exp=2026-01-15T11:01:00Z', 'exp', 60],
  [`token=${tokenOf({ sub: 'a', exp: eleven / 1000 + 60 })}`, 'exp', 60],
] as const)
  test(`reads ${name} from ${query.slice(0, 40)}`, () => {
    expect(signedExpiry(`${base}?${query}`)).toEqual({ name, expires: eleven + seconds * 1000 });
  });

for (const url of [
  ...[base, `${base}?Expires=60&Signature=f`, `${base}?se=tomorrow&sig=f`, '/a?se=1', ''],
  ...[
    `${base}?experiment=${eleven}`,
    `${base}?token=${tokenOf({ iat: eleven / 1000 })}`,
    `${base}?token=eyJ.x.y`,
  ],
])
  test(`reads nothing from ${JSON.stringify(url)}`, () => {
    expect(signedExpiry(url)).toBeUndefined();
  });
