import { expect, test } from '@playwright/test';
import type { Answered, HeaderList } from '../../../src/client/exchange.ts';
import { distinction } from '../../../src/judgement/distinction.ts';
import { answered, response } from './answers.ts';

interface Refusal {
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: HeaderList;
  readonly more?: object;
}

function refusal(
  fileId: string,
  { status = 404, code = 'NOT_FOUND', message = 'File not found', headers = [], more = {} }: Refusal = {},
): Answered {
  const body = JSON.stringify({ error: { code, message, ...more } });
  return answered(response(body, { status, headers }), { asked: { fileId } });
}

const unknown = [refusal('a'), refusal('b')];

const telling: [what: string, differing: Refusal][] = [
  ['status', { status: 403 }],
  ['code', { code: 'FORBIDDEN' }],
  ['message', { message: 'You may not read this file' }],
  ['members', { more: { owner: 'b' } }],
  ['fields', { headers: [['X-Owner', 'b']] }],
];

for (const [what, differing] of telling)
  test(`tells an answer by its ${what}`, () => {
    expect(distinction(refusal('c', differing), unknown)?.received).toMatch(new RegExp(`^${what} `));
  });

const alike: [name: string, headers: HeaderList, message?: string][] = [
  ['nothing', []],
  [
    'incidental fields',
    [
      ['Date', 'x'],
      ['X-Request-Id', '1'],
      ['CF-Ray', '1'],
      ['x-ratelimit-remaining', '9'],
      ['ETag', 'x'],
      ['X-Runtime', '1'],
      ['X-Amzn-Trace-Id', '1'],
      ['Set-Cookie', 'a'],
    ],
  ],
  ['the id in the message', [], 'There is no file c'],
];

for (const [name, headers, message] of alike)
  test(`answers that differ in ${name} are alike`, () => {
    const others = ['a', 'b'].map((id) =>
      refusal(id, message === undefined ? {} : { message: message.replace(/c$/, id) }),
    );
    expect(
      distinction(refusal('c', { headers, ...(message !== undefined && { message }) }), others),
    ).toBeUndefined();
  });

test('what differs among unknown ids tells nothing', () => {
  const varied = [refusal('a', { message: 'ref: ab' }), refusal('b', { message: 'ref: cd' })];
  expect(distinction(refusal('c', { message: 'ref: ef' }), varied)).toBeUndefined();
});

test('the time in a message tells nothing, the words around it do', () => {
  const at = (time: string, what: string) => ({ message: `${what} at 2026-11-29T20:28:${time}Z` });
  const alikeAtOnce = [refusal('_1', at('26.23', 'not found')), refusal('_2', at('26.23', 'not found'))];
  expect(distinction(refusal('_3', at('26.41', 'not found')), alikeAtOnce)).toBeUndefined();
  expect(distinction(refusal('_3', at('26.41', 'not yours')), alikeAtOnce)?.received).toMatch(/^message /);
});
