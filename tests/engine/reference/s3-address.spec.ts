import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { s3Address } from '../../../src/reference/storage/s3-address.ts';

test('reads an address with its clock and the usual region', () => {
  expect(s3Address('s3://account%3Auser:se%2Fcret@127.0.0.1:8080/files?clock=%2Ftmp%2Fclock')).toEqual({
    origin: 'http://127.0.0.1:8080',
    bucket: 'files',
    region: 'us-east-1',
    keyId: 'account:user',
    secret: 'se/cret',
    clockFile: '/tmp/clock',
  });
});

test('takes another region', () => {
  expect(s3Address('s3://k:s@127.0.0.1:1/files?clock=c&region=eu-west-3').region).toBe('eu-west-3');
});

test('reads back whatever key, secret and file were written', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  const addresses = fc.record({ keyId: text, secret: text, clockFile: text });
  fc.assert(
    fc.property(addresses, ({ keyId, secret, clockFile }) => {
      const [key, password, clock] = [keyId, secret, clockFile].map(encodeURIComponent);
      const read = s3Address(`s3://${key ?? ''}:${password ?? ''}@127.0.0.1:1/files?clock=${clock ?? ''}`);
      expect(read).toMatchObject({ keyId, secret, clockFile });
    }),
  );
});

const wrong: [text: string, complaint: string][] = [
  ['files', 'it is not of the form'],
  ['https://k:hidden@127.0.0.1:1/files?clock=c', 'it is not of the form'],
  ['s3:///files?clock=c', 'it is not of the form'],
  ['s3://k:hidden@127.0.0.1:1/?clock=c', 'its path is not the name of a bucket'],
  ['s3://k:hidden@127.0.0.1:1/a/b?clock=c', 'its path is not the name of a bucket'],
  ['s3://127.0.0.1:1/files?clock=c', 'the key is missing'],
  ['s3://k@127.0.0.1:1/files?clock=c', 'the secret is missing'],
  ['s3://k:hidden%@127.0.0.1:1/files?clock=c', 'the secret is not percent-encoded'],
  ['s3://k:hidden@127.0.0.1:1/files', 'the clock is missing'],
  ['s3://k:hidden@127.0.0.1:1/files?clock=', 'the clock is missing'],
  ['s3://k:hidden@127.0.0.1:1/files?clock=c&tls=1', 'the parameter "tls" is unknown; allowed: clock, region'],
];

for (const [text, complaint] of wrong) {
  test(`refuses ${text}`, () => {
    const read = () => s3Address(text);
    expect(read).toThrow(`REFERENCE_STORAGE: ${complaint}`);
    expect(read).not.toThrow('hidden');
  });
}
