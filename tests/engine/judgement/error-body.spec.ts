import { expect, test } from '@playwright/test';
import { errorIn, isMachineLike, memberPaths } from '../../../src/judgement/error-body.ts';
import { response } from './answers.ts';

for (const [body, expected] of [
  ['{"error":{"code":"A","message":"b","more":1}}', { code: 'A', message: 'b' }],
  ['{"error":{"code":404,"message":null}}', {}],
  ['{"error":"A"}', {}],
  ['{"code":"A"}', {}],
  ['not JSON', {}],
  ['', {}],
] as const)
  test(`${body || 'nothing'} has the error ${JSON.stringify(expected)}`, () => {
    expect(errorIn({ response: response(body) })).toEqual(expected);
  });

for (const code of [
  'NOT_FOUND',
  'not-found',
  'files.not_found',
  'NotFound',
  'E404',
  'ERR#404',
  'urn:problem:not-found',
  'Files::NotFound',
  'FILES__NOT_FOUND',
  'files/not-found',
  'INVALID_REQUEST',
  'X',
])
  test(`${code} is a code for programs`, () => {
    expect(isMachineLike(code)).toBe(true);
  });

for (const code of [
  '',
  'Not found',
  'The file was not found.',
  'NOT_FOUND ',
  'nicht gefunden',
  'größe',
  '_',
  'a'.repeat(65),
  'file "x"',
])
  test(`"${code}" is no code for programs`, () => {
    expect(isMachineLike(code)).toBe(false);
  });

test('members are named by their paths, without positions and repetitions', () => {
  const value = { error: { code: 'A', details: [{ at: 1 }, { at: 2, why: null }] }, list: [] };
  expect(memberPaths(value)).toEqual(['/error/code', '/error/details[]/at', '/error/details[]/why', '/list']);
});
