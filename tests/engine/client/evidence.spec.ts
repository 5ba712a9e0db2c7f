import { statSync } from 'node:fs';
import { Evidence } from '../../../src/client/evidence.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import { expect, test } from './test.ts';

const octets = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

const exchange = (id: string): Exchange => ({
  id,
  channel: 'api',
  request: { method: 'POST', url: 'http://127.0.0.1/', headers: [['A', 'é"\\']], body: octets },
  response: {
    status: 200,
    headers: [['B', '\u2028']],
    size: 256,
    sha256: 'x',
    body: octets,
    decoded: { size: 2, sha256: 'y', body: Buffer.from([0xff, 0]) },
  },
  sentAt: 1,
  receivedAt: 2,
  earlier: ['api-0000'],
});

test('a second instance on the same file knows everything, octet for octet', ({}, info) => {
  const file = info.outputPath('exchanges.jsonl');
  const first = new Evidence(file);
  first.add(exchange('api-0001'));
  first.add(exchange('api-0002'), 'key');
  const second = new Evidence(file);
  expect(second.all()).toEqual([exchange('api-0001'), exchange('api-0002')]);
  expect(second.settled('key')).toEqual(exchange('api-0002'));
  expect(second.final()).toEqual([exchange('api-0002')]);
  second.add(exchange('api-0003'));
  expect(new Evidence(file).all().map(({ id }) => id)).toEqual(['api-0001', 'api-0002', 'api-0003']);
});

test('the file is readable for its owner only', ({}, info) => {
  const file = info.outputPath('exchanges.jsonl');
  new Evidence(file).add(exchange('api-0001'));
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('an attempt without a key settles nothing', () => {
  const evidence = new Evidence();
  evidence.add(exchange('api-0001'));
  expect(evidence.all()).toHaveLength(1);
  expect(evidence.final()).toEqual([]);
});
