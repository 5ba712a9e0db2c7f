import { expect, test } from '@playwright/test';
import type { Exchange, TroubleKind } from '../../../src/client/exchange.ts';
import {
  incidentsIn,
  passingFailures,
  retriesOf,
  tally,
  unanswered,
} from '../../../src/judgement/trouble.ts';

const exchange = (id: string, kind?: TroubleKind, earlier: string[] = []): Exchange => ({
  id,
  channel: 'api',
  request: { method: 'POST', url: 'http://127.0.0.1/v1/files/url', headers: [] },
  ...(kind && { trouble: { kind, message: `is ${kind}` } }),
  sentAt: 0,
  receivedAt: 0,
  earlier,
});

const all = [
  exchange('1', 'dropped'),
  exchange('2', 'rate-limited'),
  exchange('3', undefined, ['1', '2']),
  exchange('4', 'dropped'),
  exchange('5', 'timeout', ['4']),
  exchange('6', 'gateway'),
  exchange('7', undefined, ['6']),
  exchange('8', 'unsent'),
];

test('counts what was repeated, and why, whatever came of it', () => {
  expect(retriesOf(all)).toEqual({ count: 4, reasons: { dropped: 2, 'rate-limited': 1, gateway: 1 } });
  expect(retriesOf([exchange('1')])).toEqual({ count: 0, reasons: {} });
});

test('takes for passing what failed and was answered when repeated, a 429 not', () => {
  const final = all.filter(({ id }) => ['3', '5', '7', '8'].includes(id));
  expect(passingFailures(all, final).map(({ id }) => id)).toEqual(['1', '6']);
});

const inOrder = (fails: string): Exchange[] =>
  [...fails].map((sign, index) => ({
    ...exchange(String(index), sign === 'x' ? 'dropped' : undefined),
    sentAt: index,
  }));

const orders: [signs: string, incidents: number][] = [
  ['....', 0],
  ['.x..', 1],
  ['x.x.x', 3],
  ['..xxxxx..', 1],
  ['..xxx..x', 2],
];

for (const [signs, incidents] of orders)
  test(`trouble begins ${incidents} times in ${signs}, in whatever order it ends`, () => {
    const attempts = inOrder(signs);
    const failed = attempts.filter(({ trouble }) => trouble !== undefined);
    expect(incidentsIn(attempts.toReversed(), failed)).toBe(incidents);
  });

test('says in one sentence what stays without an answer', () => {
  const [dropped, late] = [exchange('api-0007', 'dropped'), exchange('api-0009', 'timeout')];
  expect(unanswered([])).toEqual([]);
  expect(unanswered([dropped])).toEqual(['POST /v1/files/url (api-0007): is dropped']);
  expect(unanswered([dropped, late, { ...late }])).toEqual([
    '3 requests stay without an answer: 2 × is timeout, 1 × is dropped; the first is POST /v1/files/url (api-0007)',
  ]);
});

test('says what happened, the most frequent first', () => {
  expect(tally([exchange('1', 'gateway'), exchange('2', 'dropped'), exchange('3', 'dropped')])).toBe(
    '2 × is dropped, 1 × is gateway',
  );
});
