import type { When } from '../defects/fault.ts';
import { ofSecondOrganisation } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, bodyMatches, lasting, minutesOf } from './occasions.ts';
import { changesMember, lasts } from './rewriting.ts';

const { must } = mutantsOf('announced expiry');
const download = asksTo('download');
const byDefault: When = ({ asked }) => !('expiresInMinutes' in asked);
const hours = (seconds: number) => (at: unknown) => Number(at) + seconds;

/** Lifetimes that are not those asked for. */
export const announcedExpiry: readonly Mutant[] = [
  must(
    ['EXP-01', 'EXP-02', 'EXP-03'],
    changesMember('announces the time of the request', 'expiresAt', (_, { reference }) =>
      Math.floor(reference.now(reference.main.tenant) / 1000),
    ),
  ),
  must(
    ['EXP-02', 'EXP-03'],
    changesMember('announces local time, two hours ahead', 'expiresAt', hours(7200)),
  ),
  must(
    ['EXP-01', 'EXP-02', 'EXP-03'],
    changesMember('announces local time, five hours behind', 'expiresAt', hours(-18_000)),
  ),
  must(
    ['EXP-02', 'EXP-02b', 'EXP-03'],
    changesMember('announces half an hour too much for a download', 'expiresAt', hours(1800), download),
    subtle,
  ),
  must(
    ['EXP-02', 'EXP-05'],
    lasts('gives every URL an hour', () => 60),
  ),
  must(
    ['EXP-02'],
    lasts('gives a download an hour', () => 60, download),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts('gives at most an hour', (minutes) => Math.min(60, minutes)),
  ),
  must(
    ['EXP-02'],
    lasts(
      'gives at most an hour to the second organisation',
      (minutes) => Math.min(60, minutes),
      ofSecondOrganisation,
    ),
    subtle,
  ),
  must(
    ['EXP-02', 'EXP-02b'],
    lasts('gives at most twelve hours', (minutes) => Math.min(720, minutes)),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts('gives at least five minutes', (minutes) => Math.max(5, minutes)),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts('takes minutes for seconds', (minutes) => minutes / 60),
  ),
  must(
    ['EXP-02'],
    lasts('takes minutes for hours in a download', (minutes) => minutes * 60, download),
    subtle,
  ),
  must(
    ['EXP-02b'],
    lasts('counts in quarters of an hour', (minutes) => Math.ceil(minutes / 15) * 15),
    subtle,
  ),
  must(['EXP-02b'], lasts('cuts fractions off', Math.trunc), subtle),
  must(['EXP-02b'], lasts('rounds fractions up', Math.ceil), subtle),
  must(['EXP-02b'], lasts('takes fractions for seconds', sexagesimal), subtle),
  must(
    ['EXP-02b'],
    lasts('cuts long lifetimes down to hours', (minutes) =>
      minutes > 60 ? Math.floor(minutes / 60) * 60 : minutes,
    ),
    subtle,
  ),
  must(
    ['EXP-02', 'EXP-02b'],
    lasts('keeps seconds in 16 bits', (minutes) => ((minutes * 60) % 65_536) / 60),
    subtle,
  ),
  must(
    ['EXP-02b'],
    lasts('gives an hour for lifetimes from 1000 to 1100', () => 60, lasting(1000, 1100)),
    subtle,
  ),
  must(
    ['EXP-02b'],
    lasts(
      'gives an hour for fractions',
      () => 60,
      (call) => !Number.isInteger(minutesOf(call) ?? 0),
    ),
    subtle,
  ),
  must(
    ['EXP-02', 'EXP-02b'],
    lasts('gives one percent more', (minutes) => minutes * 1.01),
    subtle,
  ),
  must(
    ['EXP-02', 'EXP-02b'],
    lasts('allows two minutes for clocks that differ', (minutes) => minutes + 2),
    subtle,
  ),
  must(
    ['EXP-02', 'ACC-05'],
    lasts('reads 6e1 as 6', (minutes) => minutes / 10, bodyMatches(/:\s*\d+(\.\d+)?e\+?1\b/i)),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts('gives a day less an hour for a day', () => 1380, lasting(1440, 1440)),
    subtle,
  ),
  must(
    ['EXP-03'],
    lasts('gives 15 minutes by default', () => 15, byDefault),
  ),
  must(
    ['EXP-03'],
    lasts(
      'gives 30 minutes to a download by default',
      () => 30,
      (call) => byDefault(call) && download(call),
    ),
    subtle,
  ),
  must(
    ['EXP-03'],
    lasts(
      'gives a day by default when the action is spelt out',
      () => 1440,
      (call) => byDefault(call) && 'action' in call.asked,
    ),
    subtle,
  ),
];

function sexagesimal(minutes: number): number {
  const [whole = '', fraction = ''] = String(minutes).split('.');
  return Number(whole) + Number(fraction.slice(0, 2).padEnd(2, '0')) / 60;
}
