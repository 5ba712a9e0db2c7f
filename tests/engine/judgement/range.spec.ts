import { expect, test } from '@playwright/test';
import type { Complaint } from '../../../src/judge.ts';
import { complaintOfRange } from '../../../src/judgement/range.ts';
import { response } from './answers.ts';

const all = { first: 0, last: 9 };
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
  [202, '1234', undefined, undefined],
  [416, '', 'bytes */10', undefined],
  [200, '1234', undefined, /200 with 4 octets/],
  [200, '9876543210', undefined, /200 with other octets/],
] as const)
  test(`${status} with ${body || 'nothing'} and ${contentRange ?? 'no Content-Range'} is ${wrong ? 'wrong' : 'right'}`, () => {
    const headers = contentRange === undefined ? [] : [['Content-Range', contentRange] as const];
    const complaint = complaintOfRange(whole, all, response(body, { status, headers, sha256: body }));
    if (wrong === undefined) expect(complaint).toBeUndefined();
    else expect(complaint?.received).toMatch(wrong);
  });

test('a part may be less or more than what was asked for, and not something else', () => {
  const part = (first: number, last: number): Complaint | undefined => {
    const headers = [['Content-Range', `bytes ${first}-${last}/10`]] as const;
    const body = '0123456789'.slice(first, last + 1);
    return complaintOfRange(whole, { first: 5, last: 9 }, response(body, { status: 206, headers }));
  };
  expect([part(5, 9), part(5, 7), part(9, 9), part(4, 9), part(0, 9)].filter(Boolean)).toEqual([]);
  expect(part(0, 4)?.expected).toBe('octets 5 to 9');
});

test('a whole file that breaks off shows nothing, a part does', () => {
  const incomplete = 'cut off';
  expect(complaintOfRange(whole, all, response('1234', { incomplete }))).toBeUndefined();
  const headers = [['Content-Range', 'bytes 1-4/10']] as const;
  expect(
    complaintOfRange(whole, all, response('1234', { status: 206, headers, incomplete }))?.received,
  ).toContain(incomplete);
});

test('what is coded is not compared', () => {
  const part = response('x', { status: 206 });
  const decoded = { size: 1, sha256: 'x', body: Buffer.from('x') };
  expect(complaintOfRange(whole, all, { ...part, decoded })).toBeUndefined();
  expect(complaintOfRange({ ...whole, decoded }, all, part)).toBeUndefined();
});
