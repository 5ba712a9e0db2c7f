import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { S3Address } from '../../../src/reference/storage/s3-address.ts';
import type { Permit } from '../../../src/reference/storage/s3-presigning.ts';
import { presigned } from '../../../src/reference/storage/s3-presigning.ts';

/** The credentials, moment and result of the example in the S3 manual, "Authenticating Requests: Using Query Parameters". */
const manual: S3Address = {
  origin: 'https://examplebucket.s3.amazonaws.com',
  // The manual has the bucket in the host; its one object stands where ours has the bucket.
  bucket: 'test.txt',
  region: 'us-east-1',
  keyId: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  clockFile: '',
};
const moment = Date.UTC(2013, 4, 24);
const permit: Permit = { method: 'GET', path: '', now: moment, expires: moment / 1000 + 86_400 };

async function parameters(changes: Partial<Permit> = {}): Promise<URLSearchParams> {
  return new URL(await presigned(manual, { ...permit, ...changes })).searchParams;
}

test('signs as the manual does', async () => {
  expect(Object.fromEntries(await parameters())).toEqual({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
    'X-Amz-Date': '20130524T000000Z',
    'X-Amz-Expires': '86400',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  });
});

test('signs the content type of an upload', async () => {
  const upload = { method: 'PUT', headers: { 'content-type': 'application/pdf' } } as const;
  const signed = await parameters(upload);
  expect(signed.get('X-Amz-SignedHeaders')).toBe('content-type;host');
  const other = await parameters({ ...upload, headers: { 'content-type': 'text/html' } });
  expect(other.get('X-Amz-Signature')).not.toBe(signed.get('X-Amz-Signature'));
});

test('binds the signature to method, path and further parameters', async () => {
  const changes: Partial<Permit>[] = [
    {},
    { method: 'HEAD' },
    { path: '/other' },
    { parameters: { 'response-content-type': 'text/plain' } },
  ];
  const signatures = await Promise.all(
    changes.map(async (change) => (await parameters(change)).get('X-Amz-Signature')),
  );
  expect(new Set(signatures).size).toBe(changes.length);
});

test('expires at the second asked for, never earlier and less than one later', async () => {
  const seconds = fc.double({ min: 0, max: 604_799, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 999 }), seconds, async (milliseconds, lifetime) => {
      const expires = moment / 1000 + lifetime;
      const signed = await parameters({ now: moment + milliseconds, expires });
      expect(signed.get('X-Amz-Date')).toBe('20130524T000000Z');
      const end = moment / 1000 + Number(signed.get('X-Amz-Expires'));
      expect(end).toBeGreaterThanOrEqual(expires);
      expect(end).toBeLessThan(expires + 1);
    }),
  );
});
