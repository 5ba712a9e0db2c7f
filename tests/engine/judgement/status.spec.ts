import { expect, test } from '@playwright/test';
import { redactor } from '../../../src/client/redaction.ts';
import { deliveryIn, digestOf, dispositionTypeOf, sizeOf } from '../../../src/judgement/retrieval.ts';
import { accepted, refused, refusedWith, statusIs, summary } from '../../../src/judgement/status.ts';
import { answered, response } from './answers.ts';

const error = '{"error":{"code":"A","message":"b"}}';

for (const [status, body, holds] of [
  [400, error, true],
  [404, '', true],
  [499, '<html>', true],
  [200, error, false],
  [302, '', false],
  [500, error, false],
  [399, error, false],
  [400, '{"url":"https://a.example/f?signature=x"}', false],
  [404, '{"url":"https://a.example/files/9b1deb4d3b7d4bad9bdd"}', false],
  [404, '{"url":{"href":"https://a.example/"}}', false],
  [404, '{"url":"/v1/files/url?access_token=0123456789abcdef"}', true],
  [404, '{"url":"https://a.example/problems/what-a-file-is-not-found-for#NOT_FOUND"}', true],
] as const)
  test(`${status} with ${body || 'nothing'} is ${holds ? 'a' : 'no'} refusal`, () => {
    const complaint = refused(answered(response(body, { status })));
    if (holds) expect(complaint).toBeUndefined();
    else expect(complaint?.expected).toContain('4xx');
  });

test('a refusal with another status than asked for is named', () => {
  const judgement = refusedWith(400, 422);
  expect(judgement(answered(response(error, { status: 422 })))).toBeUndefined();
  expect(judgement(answered(response(error, { status: 404 })))).toEqual({
    received: `404 ${error}`,
    expected: '400 or 422',
  });
});

for (const [status, holds] of [
  [199, false],
  [200, true],
  [204, true],
  [299, true],
  [300, false],
] as const)
  test(`${status} is ${holds ? 'a' : 'no'} success`, () => {
    expect(accepted(answered(response('', { status }))) === undefined).toBe(holds);
  });

test('exactly the listed statuses hold', () => {
  expect(statusIs(404, 410)(answered(response('', { status: 410 })))).toBeUndefined();
  expect(statusIs(404)(answered(response('x\n y', { status: 400 })))).toEqual({
    received: '400 x y',
    expected: '404',
  });
});

test('a summary is one line and not too long', () => {
  const line = redactor([])(summary(answered(response(`a\n${'b'.repeat(500)}`))));
  expect(line).toMatch(/^200 a b+…$/);
  expect(line.length).toBeLessThan(130);
});

for (const [value, type] of [
  [undefined, 'inline'],
  ['Inline; filename="a"', 'inline'],
  ['ATTACHMENT', 'attachment'],
] as const)
  test(`Content-Disposition ${value ?? '(absent)'} delivers ${type}`, () => {
    const last = answered(
      response('', { headers: value === undefined ? [] : [['content-disposition', value]] }),
    );
    expect(dispositionTypeOf(last)).toBe(type);
  });

test('only a whole 200 delivers, and it is measured after decoding', () => {
  const decoded = { ...response('file'), sha256: 'of the file' };
  const whole = response('coded!', { sha256: 'of the coding', decoded });
  expect(deliveryIn(answered(whole))).toBe(whole);
  expect([sizeOf(whole), digestOf(whole)]).toEqual([4, 'of the file']);
  for (const other of [{ status: 206 }, { status: 204 }, { status: 403 }, { incomplete: 'cut off' }])
    expect(deliveryIn(answered({ ...whole, ...other }))).toBeUndefined();
});
