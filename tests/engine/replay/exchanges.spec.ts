import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { controlOccasion } from '../../../src/client/courier.ts';
import { exchangeDifferences } from '../../../src/replay/exchanges.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';

const moment = (seconds: number): string => `2025-01-15T11:30:0${seconds}.000Z`;
const request = { method: 'POST', url: 'https://api.example.com/v1/files/url', headers: [] };
const other = { ...request, method: 'PUT' };
const keyed: RecordedExchange['request'] = {
  ...request,
  headers: [['Authorization', 'Bearer $TARGET_TOKEN']],
};
const text = '{"error":"no"}';
const sha256 = createHash('sha256').update(text).digest('hex');

function exchange(number: number, more: Partial<RecordedExchange> = {}): RecordedExchange {
  return {
    ...{ id: `api-000${number}`, channel: 'api', request, asked: number, earlier: [] },
    ...{ sentAt: moment(number), receivedAt: moment(number), ...more },
  };
}

function answer(more: object): RecordedExchange {
  return exchange(1, {
    response: { status: 400, headers: [], size: text.length, sha256, body: { text }, ...more },
  });
}

const trouble = { kind: 'dropped', message: 'cut off' } as const;
const attempt = exchange(1, { trouble });
const control = { occasion: controlOccasion };

for (const [name, exchanges] of [
  ['an attempt and what came of it', [attempt, exchange(2, { asked: 1, earlier: ['api-0001'] })]],
  ['a control', [exchange(1), exchange(2, control)]],
  ['a control without the key', [exchange(1, { request: keyed }), exchange(2, control)]],
  ['a body as it was measured', [answer({})]],
  ['a body in which something is hidden', [answer({ body: { text: '{"url":"/[64 hex 0123456789]"}' } })]],
  ['a body of which only a part was kept', [answer({ size: 1000, sha256: '', kept: text.length })]],
  ['a body under an encoding', [answer({ size: 1, sha256: '', decoded: { size: text.length, sha256 } })]],
] as const)
  test(`${name} contradicts nothing`, () => {
    expect(exchangeDifferences(exchanges)).toEqual([]);
  });

for (const [name, what, exchanges] of [
  ['an answer before its request', 'api-0002 receivedAt', [exchange(2, { receivedAt: moment(1) })]],
  [
    'a moment that is written otherwise',
    'api-0001 sentAt',
    [exchange(1, { sentAt: '2025-01-15T11:30:01Z' })],
  ],
  ['an attempt that is not there', 'api-0002 earlier', [exchange(2, { earlier: ['api-0001'] })]],
  [
    'an attempt without trouble',
    'api-0002 earlier',
    [exchange(1), exchange(2, { asked: 1, earlier: ['api-0001'] })],
  ],
  [
    'an attempt at another request',
    'api-0001 request',
    [exchange(1, { trouble, request: other }), exchange(2, { earlier: ['api-0001'] })],
  ],
  [
    'an attempt that ended too late',
    'api-0002 sentAt',
    [{ ...attempt, receivedAt: moment(3) }, exchange(2, { asked: 1, earlier: ['api-0001'] })],
  ],
  ['two requests in one place', 'api-0002 asked', [exchange(1), exchange(2, { asked: 1, request: other })]],
  ['a control of nothing', 'api-0002 request', [exchange(1), exchange(2, { ...control, request: other })]],
  ['a control with a key', 'api-0002 request', [exchange(1), exchange(2, { ...control, request: keyed })]],
  ['another size', 'api-0001 size', [answer({ size: 1 })]],
  ['another body', 'api-0001 sha256', [answer({ body: { text: text.replace('no', 'on') } })]],
] as const)
  test(`${name} is found`, () => {
    expect(exchangeDifferences(exchanges).map((difference) => difference.what)).toContain(what);
  });
