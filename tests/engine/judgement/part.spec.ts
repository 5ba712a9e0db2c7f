import { expect, test } from '@playwright/test';
import { complaintOfRange } from '../../../src/judgement/part.ts';
import { response } from './answers.ts';

const whole = response('0123456789', { sha256: '0123456789' });

for (const [status, body, contentRange, wrong] of [
  [206, '1234', 'bytes 1-4/10', undefined],
  [206, '9', 'bytes 9-9/*', undefined],
  [206, '0123456789', 'bytes 0-9/10', undefined],
  [206, '2345', 'bytes 1-4/10', /other octets/],
  [206, '123', 'bytes 1-4/10', /and 3 octets/],
  [206, '0123456789', 'bytes 1-4/10', /and 10 octets/],
  [206, '9', 'bytes 9-10/11', /bytes 9-10\/11/],
  [206, '9', 'bytes 9-10/*', /bytes 9-10/],
  [206, '', 'bytes 4-1/10', /bytes 4-1/],
  [206, '1234', undefined, /\(absent\)/],
  [206, '1234', 'octets 1-4/10', /octets 1-4/],
  [200, '0123456789', undefined, undefined],
  [200, '1234', undefined, /200 with 4 octets/],
  [200, '9876543210', undefined, /200 with other octets/],
] as const)
  test(`${status} with ${body || 'nothing'} and ${contentRange ?? 'no Content-Range'} is ${wrong ? 'wrong' : 'right'}`, () => {
    const headers = contentRange === undefined ? [] : [['Content-Range', contentRange] as const];
    const complaint = complaintOfRange(whole, response(body, { status, headers, sha256: body }));
    if (wrong === undefined) expect(complaint).toBeUndefined();
    else expect(complaint?.received).toMatch(wrong);
  });

test('what is coded is not compared', () => {
  const part = response('x', { status: 206 });
  const decoded = { size: 1, sha256: 'x', body: Buffer.from('x') };
  expect(complaintOfRange(whole, { ...part, decoded })).toBeUndefined();
  expect(complaintOfRange({ ...whole, decoded }, part)).toBeUndefined();
});
