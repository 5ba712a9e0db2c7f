import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { Exchange } from '../../../src/client/exchange.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import { suspicionOf } from '../../../src/judgement/pattern-kinds.ts';

const asked = (body: JsonObject, fields: readonly (readonly [string, string])[] = []): Exchange => ({
  id: 'api-0001',
  channel: 'api',
  request: {
    method: 'POST',
    url: 'http://127.0.0.1/v1/files/url',
    headers: [['Content-Type', 'application/json'], ...fields],
    body: Buffer.from(JSON.stringify(body)),
  },
  sentAt: 0,
  receivedAt: 0,
  earlier: [],
});

const plain = Array.from({ length: 60 }, (_, index) => asked({ fileId: 'a', expiresInMinutes: index + 1 }));

const kinds: [trait: string, requests: Exchange[]][] = [
  [
    'action "download"',
    [1, 2, 3, 4].map((expiresInMinutes) => asked({ fileId: 'a', action: 'download', expiresInMinutes })),
  ],
  [
    'a fraction as expiresInMinutes',
    [1.5, 2.5, 7.25].map((expiresInMinutes) => asked({ fileId: 'a', expiresInMinutes })),
  ],
  [
    'a field X-Forwarded-For',
    ['x', 'y', 'z'].map((value) => asked({ fileId: 'a' }, [['X-Forwarded-For', value]])),
  ],
  ['a string with other characters than ASCII as fileId', ['ä', 'ö', 'ü'].map((fileId) => asked({ fileId }))],
];

for (const [trait, requests] of kinds)
  test(`suspects ${trait}`, () => {
    const others = [...plain, asked({ fileId: 'a', action: 'view', expiresInMinutes: 3 })];
    expect(suspicionOf(requests, others)).toMatchObject({
      trait,
      failed: requests.length,
      of: requests.length,
    });
  });

test('suspects nothing when those that failed are like the others', () => {
  expect(suspicionOf(plain.slice(0, 5), plain.slice(5))).toBeUndefined();
});

test('suspects nothing of two failures', () => {
  const [, [, fractions]] = kinds as [unknown, [string, Exchange[]]];
  expect(suspicionOf(fractions.slice(0, 2), plain)).toBeUndefined();
});

test('suspects a trait in less than one of 20 runs whose requests fail at random', () => {
  const bodies = fc.record(
    {
      fileId: fc.constantFrom('a', 'b', 'ä'),
      action: fc.constantFrom('view', 'download'),
      expiresInMinutes: fc.constantFrom(1, 1.5, 60),
    },
    { requiredKeys: ['fileId'] },
  );
  const runs = fc.sample(
    fc.tuple(
      fc.array(bodies, { minLength: 100, maxLength: 100 }),
      fc.array(fc.nat(99), { minLength: 3, maxLength: 6 }),
    ),
    { numRuns: 1000, seed: 1440 },
  );
  const suspected = runs.filter(([all, failing]) => {
    const exchanges = all.map((body) => asked(body));
    const failed = exchanges.filter((_, index) => failing.includes(index));
    return (
      suspicionOf(
        failed,
        exchanges.filter((exchange) => !failed.includes(exchange)),
      ) !== undefined
    );
  });
  expect(suspected.length).toBeLessThan(50);
});

test('never names a key or a tenant', () => {
  const secret = kinds[0]?.[1].map((exchange) => ({
    ...exchange,
    request: {
      ...exchange.request,
      headers: [
        ['Authorization', 'Bearer key'],
        ['Tenant-ID', 'unit'],
      ] as const,
    },
  }));
  expect(JSON.stringify(suspicionOf(secret ?? [], plain))).not.toMatch(/Bearer|unit/);
});
