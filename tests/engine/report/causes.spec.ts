import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { causesOf } from '../../../src/report/causes.ts';
import type { RequirementResult } from '../../../src/report/model.ts';
import type { Finding } from '../../../src/report/outcome.ts';
import type { RecordedExchange } from '../../../src/report/recorded.ts';
import { requirement } from './requirement.ts';

/** `api-0001 api-0002: received → expected`: one finding for each exchange. */
function findings(...texts: string[]): Finding[] {
  return texts.flatMap((text) => {
    const [, ids = '', received = '', expected = ''] = /^([^:]*): (.*) → (.*)$/.exec(text) ?? [];
    return ids.split(' ').map((id) => ({ received, expected, exchanges: [id] }));
  });
}

function failed(
  id: string,
  texts: string | string[],
  more: Partial<RequirementResult> = {},
): RequirementResult {
  const all = findings(...[texts].flat());
  const evidence = all.flatMap(({ exchanges }) => exchanges);
  return requirement(id, { verdict: 'failed', findings: all, evidence, ...more });
}

const should = (id: string, text: string): RequirementResult =>
  failed(id, text, { verdict: 'warned', level: 'SHOULD' });

function exchange(id: string, body = '{}', url = 'http://127.0.0.1/'): RecordedExchange {
  return {
    ...{ id, channel: 'api', earlier: [], sentAt: '', receivedAt: '' },
    request: { method: 'POST', url, headers: [], body: { text: '{}' } },
    response: { status: 200, headers: [], size: 1, sha256: '', body: { text: body } },
  };
}

const exchanges = ['api-0001', 'api-0002', 'api-0003', 'api-0004', 'api-0005'].map((id) => exchange(id));

const groups = (requirements: readonly RequirementResult[], seen = exchanges): string[] =>
  causesOf(requirements, seen).map(({ ids }) => ids.join(' '));

const together: [name: string, requirements: RequirementResult[], ids: string][] = [
  [
    'the same answer in the same exchange, expected otherwise by another',
    [
      failed('TST-01', 'api-0001 api-0002: 201 {} → 200'),
      failed('TST-02', 'api-0002: 201 {} → 200 with a url'),
    ],
    'TST-01 TST-02',
  ],
  [
    'the same value in the same exchange, told in other words',
    [
      failed('TST-01', 'api-0001: expiresAt "2025-01-15T11:30:00Z", 9 s ago → a time in the future'),
      failed('TST-02', 'api-0001 api-0002: 200: body/expiresAt is "2025-01-15T11:30:00Z" → a number'),
    ],
    'TST-02 TST-01',
  ],
  [
    'the same words about other exchanges',
    [
      failed('TST-01', 'api-0001: expiresAt 17, which is -3 min from now → 60 min ± 31 s from now'),
      failed('TST-02', 'api-0002: expiresAt 18, which is -2 min from now → 288 min ± 31 s from now'),
    ],
    'TST-01 TST-02',
  ],
  [
    'exactly the same exchange out of many',
    [
      failed('TST-01', 'api-0001: 200 {} → 4xx', { evidence: ['api-0001', 'api-0002'] }),
      failed('TST-02', 'api-0001: a lifetime of a day → an hour', { evidence: ['api-0001', 'api-0003'] }),
    ],
    'TST-01 TST-02',
  ],
  [
    'one wrong status in four checks',
    ['1', '2', '3', '4'].map((n) => failed(`TST-0${n}`, `api-000${n}: 500 {"n":${n}} → 4xx`)),
    'TST-01 TST-02 TST-03 TST-04',
  ],
];

for (const [name, requirements, ids] of together)
  test(`one cause: ${name}`, () => {
    expect(groups(requirements)).toEqual([ids]);
    expect(groups([...requirements].reverse())).toEqual([ids]);
  });

test('one cause: a body that is no JSON and its media type', () => {
  const pages = exchanges.map(({ id }) => exchange(id, '<h1>Error</h1>'));
  const requirements = [
    failed('TST-01', 'api-0001: 404 with a body that is not JSON (<) → an Error object', {
      clause: ['#/responses/404/content/application~1json/schema'],
    }),
    failed('TST-02', 'api-0001: 404 with Content-Type: text/html → application/json', {
      clause: ['#/responses/404/content'],
    }),
    failed('TST-03', 'api-0001: 404 with Date: (absent) → a date', { clause: ['RFC 9110 §6.6.1'] }),
  ];
  expect(groups(requirements, pages)).toEqual(['TST-01 TST-02', 'TST-03']);
  expect(groups(requirements)).toEqual(['TST-01', 'TST-02', 'TST-03']);
});

const apart: [name: string, requirements: RequirementResult[]][] = [
  [
    'a fault of every answer and one of a single input',
    [
      failed('TST-01', 'api-0001 api-0002 api-0003: 200 with Date: (absent) → a date'),
      failed('TST-02', 'api-0002: 200 {} → 4xx'),
    ],
  ],
  [
    'two faults of every answer',
    [
      failed('TST-01', 'api-0001 api-0002: 200: body/filename is "" → a name'),
      failed('TST-02', 'api-0001 api-0002: 200: body/contentType is "" → a media type'),
    ],
  ],
  [
    'a wrong status in three checks, each with its own input',
    ['1', '2', '3'].map((n) => failed(`TST-0${n}`, `api-000${n}: 200 {} → 4xx`)),
  ],
  [
    'the same status where different ones are expected',
    [
      ...['1', '2'].map((n) => failed(`TST-0${n}`, `api-000${n}: 200 {} → 4xx`)),
      ...['3', '4'].map((n) => failed(`TST-0${n}`, `api-000${n}: 200 {} → 401`)),
    ],
  ],
  [
    'a check of which only some findings are like the others',
    [
      failed('TST-01', ['api-0001: 200 {} → 4xx', 'api-0004: 503 {} → 4xx']),
      ...['2', '3', '5'].map((n) => failed(`TST-0${n}`, `api-000${n}: 200 {} → 4xx`)),
    ],
  ],
  [
    'findings without an exchange',
    [failed('TST-01', ': no host → a host'), failed('TST-02', ': no route → a route')],
  ],
];

for (const [name, requirements] of apart)
  test(`causes of their own: ${name}`, () => {
    const ids = requirements.map(({ id }) => id);
    expect(groups(requirements).sort()).toEqual(ids);
  });

test('what breaks a MUST comes first, then what breaks most; what is plainest leads its cause', () => {
  const requirements = [
    should('TST-01', 'api-0001: a lifetime of "10000000" s → none'),
    should('TST-02', 'api-0001: the lifetime "10000000" → none'),
    failed('TST-03', 'api-0002: no cookie → a cookie'),
    should('TST-04', 'api-0003 api-0004 api-0005: 200: body is "0123456789" → a number'),
    failed('TST-05', 'api-0003: the body "0123456789" → a number'),
    failed('TST-06', 'api-0003 api-0004: value "0123456789" → a number'),
  ];
  expect(groups(requirements)).toEqual(['TST-06 TST-04 TST-05', 'TST-03', 'TST-01 TST-02']);
});

test('a cause shows the finding with the smallest request, whatever its header fields', () => {
  const sent = [
    exchange('api-0001', '', 'http://127.0.0.1/long'),
    exchange('api-0002'),
    exchange('api-0003'),
  ];
  const [, odd, plain] = sent;
  const requests = [
    ...sent.slice(0, 1),
    { ...odd, request: { ...odd?.request, headers: [['Accept', '*/*']] } },
    { ...plain, request: { ...plain?.request, headers: [['Accept', 'x'.repeat(50)]] } },
  ] as RecordedExchange[];
  const [cause] = causesOf([failed('TST-01', 'api-0001 api-0003 api-0002: a → b')], requests);
  expect(cause).toEqual({ ids: ['TST-01'], exchange: 'api-0003', received: 'a', expected: 'b' });
});

test('what is waived, only observed or kept is no cause', () => {
  const text = 'api-0001: a → b';
  const waiver = { reason: '', owner: '', until: '' };
  expect(
    groups([
      failed('TST-01', text, { waiver }),
      failed('TST-02', text, { verdict: 'info', level: 'INFO' }),
      requirement('TST-03', {}),
      failed('TST-04', text),
    ]),
  ).toEqual(['TST-04']);
});

const anyText = fc.constantFrom(
  '200 {}',
  '500 {}',
  'a date of "2025-01-15T11:30:00Z"',
  'nothing',
  '404 with 7 octets',
);
const anyRequirement = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(4), anyText, fc.constantFrom('4xx', '200', 'a date')), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([all, must]) => {
    const found = all.map(([n, received, expected]) => ({
      received,
      expected,
      exchanges: [`api-000${n + 1}`],
    }));
    return { findings: found, verdict: must ? 'failed' : 'warned', level: must ? 'MUST' : 'SHOULD' } as const;
  });

test('every violated requirement is in exactly one cause, in whatever order they come', () => {
  fc.assert(
    fc.property(
      fc.array(anyRequirement, { maxLength: 9 }).chain((all) => {
        const requirements = all.map((one, index) => requirement(`TST-0${index + 1}`, one));
        return fc.tuple(
          fc.constant(requirements),
          fc.shuffledSubarray(requirements, { minLength: requirements.length }),
        );
      }),
      ([requirements, shuffled]) => {
        const violated = requirements.filter((one) => one.findings.length > 0).map(({ id }) => id);
        expect(groups(requirements).join(' ').split(' ').filter(Boolean).sort()).toEqual(violated);
        expect(groups(shuffled).sort()).toEqual(groups(requirements).sort());
      },
    ),
  );
});
