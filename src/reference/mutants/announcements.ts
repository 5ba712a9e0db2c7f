import { setTimeout as pause } from 'node:timers/promises';
import type { When } from '../defects/fault.ts';
import { apiFault, fileIdOf } from '../defects/fault.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth, lasting, memory, minutesOf } from './occasions.ts';
import { changesAnswer, changesMember, lasts, signedUntil } from './rewriting.ts';

const { must, should } = mutantsOf('announced expiry');
const [view, download] = [asksTo('view'), asksTo('download')];
const byDefault: When = ({ asked }) => !('expiresInMinutes' in asked);

/** Announcements that do not say when a URL expires, or belong to another request. */
export const announcements: readonly Mutant[] = [
  must(
    ['EXP-02', 'EXP-02b'],
    changesMember('announces the full hour', 'expiresAt', (at) => Math.ceil(Number(at) / 3600) * 3600),
  ),
  must(
    ['EXP-02', 'EXP-02b'],
    changesMember('keeps expiresAt in single precision', 'expiresAt', (at) => Math.fround(Number(at))),
    subtle,
  ),
  must(
    ['EXP-04'],
    changesMember('announces milliseconds for a view', 'expiresAt', (at) => Number(at) * 1000, view),
  ),
  must(
    ['EXP-04'],
    changesMember(
      'announces milliseconds on each fifth answer',
      'expiresAt',
      (at) => Number(at) * 1000,
      eachNth(5),
    ),
    subtle,
  ),
  must(
    ['EXP-04'],
    changesMember(
      'announces milliseconds for more than twelve hours',
      'expiresAt',
      (at) => Number(at) * 1000,
      lasting(721, 1440),
    ),
    subtle,
  ),
  must(
    ['EXP-04'],
    changesMember('announces how long a URL lasts by default', 'expiresAt', () => 3600, byDefault),
    subtle,
  ),
  must(
    ['EXP-04', 'EXP-02'],
    changesMember('announces microseconds', 'expiresAt', (at) => Number(at) * 1_000_000),
  ),
  must(
    ['EXP-02', 'EXP-05'],
    keepsAnswers('keeps answers by file', ({ asked }) => fileIdOf({ asked })),
  ),
  must(
    ['EXP-02', 'EXP-05'],
    keepsAnswers('keeps answers by file and action', ({ asked }) =>
      JSON.stringify([asked['fileId'], asked['action'] ?? 'view']),
    ),
    subtle,
  ),
  must(['EXP-02', 'ROB-04'], sharesLifetime(), subtle),
  must(['EXP-02'], lastsLikeTheOneBefore(), subtle),
  should(['EXP-07'], signsLonger('signs URLs for a week'), { choices: { signing: 's3-v4' } }),
  should(['EXP-07'], signsLonger('signs URLs for a week in a scheme of its own')),
  should(['EXP-07'], signsLonger('signs URLs of a download for a week', download), {
    ...subtle,
    choices: { signing: 'azure' },
  }),
];

/** Gives the first answer that was made for a key again. */
function keepsAnswers(name: string, keyOf: (call: Parameters<When>[0]) => string): Defect {
  const kept = memory(() => new Map<string, unknown>());
  return changesAnswer(name, (body, call) => {
    const key = keyOf(call);
    const answers = kept(call);
    const answer = answers.get(key) ?? body;
    answers.set(key, answer);
    return answer;
  });
}

/** Keeps the lifetime of the request in a place that the next request overwrites while the first still waits. */
function sharesLifetime(): Defect {
  const shared = memory(() => ({ minutes: 60 }));
  return apiFault('keeps the lifetime where requests at the same time overwrite it', async (call, next) => {
    const minutes = minutesOf(call);
    if (minutes === undefined || asksForUpload(call)) return next();
    const place = shared(call);
    place.minutes = minutes;
    await pause(30);
    return next({ body: JSON.stringify({ ...call.asked, expiresInMinutes: place.minutes }) });
  });
}

function lastsLikeTheOneBefore(): Defect {
  const before = memory(() => ({ minutes: 60 }));
  return lasts('gives the lifetime of the request before when none is asked for', (minutes, call) => {
    const place = before(call);
    if (byDefault(call)) return place.minutes;
    place.minutes = minutes;
    return minutes;
  });
}

function signsLonger(name: string, when: When = () => true): Defect {
  return changesMember(
    name,
    'url',
    (url, call) =>
      signedUntil(Math.floor(call.reference.now(call.reference.main.tenant) / 1000) + 604_800, { url }, call),
    when,
  );
}
