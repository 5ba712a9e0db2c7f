import { expect, test } from '@playwright/test';
import type { SentRequest } from '../../../src/client/exchange.ts';
import { redactor } from '../../../src/client/redaction.ts';
import { Archive } from '../../../src/replay/archive.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import { secretsOf } from '../../../src/secrets.ts';

const key = 'ab_cdefghijklmnop';
const secrets = secretsOf({ main: { token: key, tenant: 'bu_1' } });
const api = 'https://api.example.com/v1/files/url';
const mark = '[64 hex 0123456789]';
const times = { sentAt: '2025-01-15T11:30:00.000Z', receivedAt: '2025-01-15T11:30:00.250Z', earlier: [] };

function archive(records: readonly RecordedExchange[], taken: readonly string[] = []): Archive {
  return new Archive(records, { secrets, redact: redactor(secrets), taken: new Set(taken) });
}

function asked(id: string, authorization: string, more: Partial<RecordedExchange> = {}): RecordedExchange {
  const request = {
    method: 'POST',
    url: api,
    headers: [['Authorization', authorization]] as const,
    body: { text: '{}' },
  };
  return { id, channel: 'api', request, ...times, ...more };
}

function asking(authorization: string): SentRequest {
  return { method: 'POST', url: api, headers: [['Authorization', authorization]], body: Buffer.from('{}') };
}

const handingOut = asked('api-0001', 'Bearer $TARGET_TOKEN', {
  response: {
    ...{ status: 200, headers: [], size: 200, sha256: '' },
    body: { text: JSON.stringify({ url: `https://storage.example.com/o?expires=1&signature=${mark}` }) },
  },
});

function fetched(id: string, signature: string, place: number): RecordedExchange {
  const url = `https://storage.example.com/o?expires=1&signature=${signature}`;
  return { id, channel: 'storage', request: { method: 'GET', url, headers: [] }, asked: place, ...times };
}

/** The URL that the answer hands out, as the checks see it. */
function handedOut(one: Archive): string {
  const [exchange] = one.take('api', asking(`Bearer ${key}`)) ?? [];
  return (JSON.parse(Buffer.from(exchange?.response?.body ?? '').toString()) as { url: string }).url;
}

const idsOf = (exchanges: readonly { id: string }[] | undefined): string[] | undefined =>
  exchanges?.map(({ id }) => id);

test('a request is answered by its own exchange, once', () => {
  const one = archive([handingOut, asked('api-0002', 'Bearer <$TARGET_TOKEN, last character missing>')]);
  expect(idsOf(one.take('api', asking(`Bearer ${key.slice(0, -1)}`)))).toEqual(['api-0002']);
  expect(idsOf(one.take('api', asking(`Bearer ${key}`)))).toEqual(['api-0001']);
  expect(one.take('api', asking(`Bearer ${key}`))).toBeUndefined();
});

test('what was asked for by an earlier process is not given again', () => {
  expect(archive([handingOut], ['api-0001']).take('api', asking(`Bearer ${key}`))).toBeUndefined();
});

test('another occasion, field or body is another request', () => {
  const one = archive([handingOut]);
  expect(one.take('api', asking(`Bearer ${key}`), 'again')).toBeUndefined();
  expect(one.take('api', asking(`bearer ${key}`))).toBeUndefined();
  expect(one.take('api', { ...asking(`Bearer ${key}`), body: Buffer.from('{ }') })).toBeUndefined();
});

test('a marked URL leads from the answer that hands it out to its own exchange', () => {
  const one = archive([handingOut, fetched('storage-0002', mark, 2)]);
  const url = handedOut(one);
  expect(url).toMatch(/signature=[0-9a-f]{64}$/);
  expect(idsOf(one.take('storage', { method: 'GET', url, headers: [] }))).toEqual(['storage-0002']);
});

test('changed signatures are answered in the order of asking, never by the exchange of the genuine one', () => {
  const one = archive([
    ...[
      handingOut,
      fetched('storage-0002', '[64 hex aaaaaaaaaa]', 9),
      fetched('storage-0003', '[64 hex bbbbbbbbbb]', 8),
    ],
    fetched('storage-0004', mark, 7),
  ]);
  const url = handedOut(one);
  const forged = (last: string): SentRequest => ({
    method: 'GET',
    url: url.slice(0, -1) + last,
    headers: [],
  });
  expect(idsOf(one.take('storage', forged('x')))).toEqual(['storage-0003']);
  expect(idsOf(one.take('storage', forged('y')))).toEqual(['storage-0002']);
  expect(one.take('storage', forged('z'))).toBeUndefined();
  expect(idsOf(one.take('storage', { method: 'GET', url, headers: [] }))).toEqual(['storage-0004']);
});

test('attempts in trouble and controls come along', () => {
  const trouble = { kind: 'dropped', message: 'closed' } as const;
  const one = archive([
    asked('api-0001', 'Bearer $TARGET_TOKEN', { trouble }),
    asked('api-0002', 'Bearer $TARGET_TOKEN', { occasion: 'control, after trouble' }),
    asked('api-0003', 'Bearer $TARGET_TOKEN', { earlier: ['api-0001'] }),
    asked('api-0004', 'Bearer $TARGET_TOKEN', { occasion: 'control, after trouble' }),
  ]);
  expect(idsOf(one.take('api', asking(`Bearer ${key}`)))).toEqual(['api-0002', 'api-0001', 'api-0003']);
});

test('a key in an answer is that of the replay, and the body is whole', () => {
  const text = '{"error":{"code":"A","message":"no $TARGET_TOKEN"}}';
  const size = text.length - '$TARGET_TOKEN'.length + key.length;
  const response = { status: 401, headers: [], size, sha256: '', body: { text } };
  const [exchange] =
    archive([asked('api-0001', 'Bearer x', { response })]).take('api', asking('Bearer x')) ?? [];
  expect(Buffer.from(exchange?.response?.body ?? '').toString()).toContain(`no ${key}`);
  expect(exchange?.response?.size).toBe(exchange?.response?.body.length);
});
