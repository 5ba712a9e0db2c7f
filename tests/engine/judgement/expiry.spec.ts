import { expect, test } from '@playwright/test';
import type { HeaderList } from '../../../src/client/exchange.ts';
import { announcedBy, lifetimeComplaint } from '../../../src/judgement/announced.ts';
import { expiryOf, lifetimeOf, serverTime, tolerance } from '../../../src/judgement/expiry.ts';
import { answered, response } from './answers.ts';

const longest = 1440;

for (const [value, unit, milliseconds] of [
  [1e9, 'seconds', 1e12],
  [1_736_940_600.25, 'seconds', 1_736_940_600_250],
  [99_999_999_999, 'seconds', 99_999_999_999_000],
  [1e12, 'milliseconds', 1e12],
  [1_736_940_600_250, 'milliseconds', 1_736_940_600_250],
  [99_999_999_999_999, 'milliseconds', 99_999_999_999_999],
  [1440, 'relative minutes', 86_400_000],
  [0.5, 'relative minutes', 30_000],
  ['2025-01-15T11:30:00Z', 'RFC 3339', 1_736_940_600_000],
  ['2025-01-15T12:30:00.500+01:00', 'RFC 3339', 1_736_940_600_500],
  ['2025-01-15 11:30:00Z', 'RFC 3339', 1_736_940_600_000],
] as const)
  test(`${value} reads as ${unit}`, () => {
    expect(expiryOf(value, longest)).toEqual({ unit, value: milliseconds });
  });

for (const value of [
  0,
  -1,
  1440.001,
  3600,
  86_400,
  999_999_999,
  1e11,
  999_999_999_999,
  1e14,
  1e15,
  null,
  true,
  [],
  '1736940600',
  'tomorrow',
  '2025-01-15',
  '2025-01-15T11:30:00',
  undefined,
])
  test(`${value === undefined ? 'nothing' : JSON.stringify(value)} has no recognisable unit`, () => {
    expect(expiryOf(value as never, longest)).toBeUndefined();
  });

const now = Date.parse('2025-01-15T11:30:00Z');
const date = (ahead: number): HeaderList => [['Date', new Date(now + ahead).toUTCString()]];

for (const [name, headers, time] of [
  ["the target's Date", date(3_600_000), now + 3_600_000],
  ['the local clock without a Date', [], now],
  ['the local clock with a Date that is none', [['Date', '2025-01-15T12:30:00Z']], now],
  ['the local clock with two Dates', [...date(0), ...date(5000)], now],
] as [string, HeaderList, number][])
  test(`a lifetime counts from ${name}`, () => {
    const answer = answered(response('{}', { headers }), { receivedAt: now });
    expect(serverTime(answer)).toBe(time);
    expect(lifetimeOf(answer, { unit: 'seconds', value: time + 60_000 })).toBe(60_000);
  });

test('a relative lifetime counts from nothing', () => {
  const answer = answered(response('{}', { headers: date(3_600_000) }), { receivedAt: now });
  expect(lifetimeOf(answer, { unit: 'relative minutes', value: 60_000 })).toBe(60_000);
});

test('the tolerance is 31 s and the time under way', () => {
  const answer = answered(response('{}'), { receivedAt: 5000 });
  expect(tolerance(answer)).toBe(31_000);
  expect(tolerance({ ...answer, sentAt: 1000 })).toBe(35_000);
  expect(tolerance({ ...answer, sentAt: 9000 })).toBe(31_000);
});

for (const [off, holds] of [
  [0, true],
  [31_000, true],
  [-31_000, true],
  [31_001, false],
  [-31_001, false],
] as const)
  for (const skew of [0, 3_600_000, -86_400_000])
    test(`an expiry ${off} ms off ${holds ? 'fits' : 'does not fit'}, with a clock ${skew} ms ahead`, () => {
      const expiresAt = now + skew + 15 * 60_000 + off;
      const received = response(JSON.stringify({ expiresAt }), { headers: date(skew) });
      const announced = announcedBy(
        answered(received, { receivedAt: now }),
        { expiresInMinutes: 15 },
        longest,
      );
      const complaint = lifetimeComplaint(announced, 15);
      if (holds) expect(complaint).toBeUndefined();
      else expect(complaint).toMatchObject({ expected: '15 min ± 31 s from now' });
    });

test('an expiry that is right by our clock fits whatever Date a gateway sets', () => {
  const received = response(JSON.stringify({ expiresAt: now + 15 * 60_000 }), { headers: date(120_000) });
  const announced = announcedBy(answered(received, { receivedAt: now }), { expiresInMinutes: 15 }, longest);
  expect(lifetimeComplaint(announced, 15)).toBeUndefined();
});

const rounded: [asked: number, announced: number][] = [
  [1.5, 1],
  [1.5, 2],
  [1.4, 1],
  [59.6, 60],
];

for (const [asked, minutes] of rounded)
  test(`${asked} minutes may be rounded to ${minutes}`, () => {
    const received = response(JSON.stringify({ expiresAt: now / 1000 + minutes * 60 }), { headers: date(0) });
    const announced = announcedBy(
      answered(received, { receivedAt: now }),
      { expiresInMinutes: asked },
      longest,
    );
    expect(lifetimeComplaint(announced, asked)).toBeUndefined();
  });

for (const [asked, minutes] of [
  [1.9, 1],
  [1.1, 2],
  [60, 61],
  [1, 60],
] as const)
  test(`${asked} minutes are not ${minutes}`, () => {
    const received = response(JSON.stringify({ expiresAt: now / 1000 + minutes * 60 }), { headers: date(0) });
    const announced = announcedBy(
      answered(received, { receivedAt: now }),
      { expiresInMinutes: asked },
      longest,
    );
    expect(lifetimeComplaint(announced, asked)?.received).toContain(
      `${minutes} min from now (read as seconds)`,
    );
  });

for (const [asked, expected] of [
  [
    { expiresInMinutes: 5, action: 'view' },
    { minutes: 5, action: 'view' },
  ],
  [{}, { minutes: undefined, action: undefined }],
  [
    { expiresInMinutes: '5', action: 1 },
    { minutes: undefined, action: undefined },
  ],
] as const)
  test(`${JSON.stringify(asked)} asks for what it says`, () => {
    expect(announcedBy(answered(response('{}')), asked, longest)).toMatchObject(expected);
  });

test('an expiry without a unit is no wrong lifetime', () => {
  const announced = announcedBy(answered(response('{"expiresAt":0}')), {}, longest);
  expect(announced.expiry).toBeUndefined();
  expect(lifetimeComplaint(announced, 60)).toBeUndefined();
});
