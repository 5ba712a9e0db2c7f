import { expect, test } from '@playwright/test';
import { clockSkew } from '../../../src/report/clock-skew.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';

const received = Date.parse('2025-01-15T11:30:00.500Z');

/** An exchange whose answer came from a clock so many seconds ahead; null has no `Date`. */
function exchange(ahead: number | null, channel: 'api' | 'storage' = 'api'): RecordedExchange {
  const headers = ahead === null ? [] : [['date', new Date(received + ahead * 1000).toUTCString()] as const];
  return {
    ...{ id: 'api-0001', channel, earlier: [], request: { method: 'POST', url: '', headers: [] } },
    response: { status: 200, headers, size: 0, sha256: '' },
    sentAt: new Date(received - 10).toISOString(),
    receivedAt: new Date(received).toISOString(),
  };
}

for (const [name, exchanges, skew] of [
  ['clocks that agree', [exchange(0)], 0],
  ['a clock ahead', [exchange(20), exchange(20)], 20],
  ['a clock behind', [exchange(-3600)], -3600],
  ['one answer that is far off', [exchange(0), exchange(9000), exchange(0)], 0],
  ['answers without a Date', [exchange(null), exchange(5), exchange(null)], 5],
  ['the storage', [exchange(500, 'storage'), exchange(1)], 1],
  ['no Date at all', [exchange(null)], null],
  ['no answers', [], null],
] as const)
  test(`${name}: ${skew === null ? 'no skew is known' : `${skew} s`}`, () => {
    expect(clockSkew(exchanges)).toBe(skew);
  });

test('an answer that never came has no clock', () => {
  const { response: _, ...unanswered } = exchange(0);
  expect(clockSkew([unanswered])).toBeNull();
});
