import { setTimeout as pause } from 'node:timers/promises';
import { withText } from '../defects/answers.ts';
import type { Body, Call } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { eachNth, memory, minutesOf, textOf } from './occasions.ts';
import { changesAnswer, lasts, signedUntil } from './rewriting.ts';

const { must } = mutantsOf('announced expiry');

/** Keys of a cache: what a server takes for the same request. */
type Key = (call: Call) => string;

/** Answers from a cache for as long as `seconds`, requests for existing files only. */
function caches(name: string, key: Key, seconds: number): Defect {
  const state = memory(() => new Map<string, { text: string; at: number }>());
  return apiFault(name, async (call, next) => {
    const response = await next();
    if (!response.ok || asksForUpload(call)) return response;
    const kept = state(call).get(key(call));
    if (kept && Date.now() - kept.at < seconds * 1000) return withText(response, kept.text);
    state(call).set(key(call), { text: await response.clone().text(), at: Date.now() });
    return response;
  });
}

/** Lifetimes of other requests, and those that a server misreads on some occasions. */
export const mistakenLifetimes: readonly Mutant[] = [
  must(
    ['EXP-02'],
    caches(
      'keeps answers by whole minutes',
      (call) =>
        JSON.stringify([
          call.asked['fileId'],
          call.asked['action'] ?? 'view',
          Math.floor(minutesOf(call) ?? 60),
        ]),
      60,
    ),
    subtle,
  ),
  must(['EXP-02'], reuses(), subtle),
  must(['EXP-02'], frozen(), subtle),
  must(['EXP-02'], forward(), subtle),
  must(
    ['EXP-02'],
    lasts(
      'gives 45 seconds too little on each ninth answer',
      (minutes) => Math.max(0.2, minutes - 0.75),
      eachNth(9),
    ),
    subtle,
  ),
  must(['EXP-03'], keepsRejected(), subtle),
  must(
    ['EXP-02b'],
    lasts('loses the fraction of a lifetime below two minutes', (minutes) => (minutes < 2 ? 1 : minutes)),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts(
      'gives the second organisation half of what it asks for',
      (minutes) => minutes / 2,
      ({ request, reference }) => request.headers.get('tenant-id') === reference.alt.tenant,
    ),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts(
      'gives an hour for a lifetime that is written with an exponent',
      () => 60,
      (call) => /"expiresInMinutes"\s*:\s*[\d.]+e/i.test(textOf(call)),
    ),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts(
      'gives an hour when a member is unknown',
      () => 60,
      ({ asked }) =>
        Object.keys(asked).some((key) => !['fileId', 'action', 'expiresInMinutes'].includes(key)),
    ),
    subtle,
  ),
  must(
    ['EXP-02'],
    lasts(
      'gives an hour when the lifetime comes first',
      () => 60,
      ({ asked }) => Object.keys(asked)[0] === 'expiresInMinutes',
    ),
    subtle,
  ),
  must(
    ['EXP-02', 'ROB-04'],
    lasts(
      'gives an hour to a second file',
      () => 60,
      ({ asked, reference }) =>
        asked['fileId'] !== reference.main.fileId && asked['fileId'] !== reference.alt.fileId,
    ),
    subtle,
  ),
];

/** Gives the URL of before when it lives for at least as long as is asked. */
function reuses(): Defect {
  const state = memory(() => new Map<string, Body>());
  return changesAnswer('gives a URL again that lives longer than is asked', (body, call) => {
    const key = JSON.stringify([call.asked['fileId'], call.asked['action'] ?? 'view']);
    const kept = state(call).get(key);
    if (kept && Number(kept['expiresAt']) >= Number(body['expiresAt']) + 60) return kept;
    state(call).set(key, body);
    return body;
  });
}

/** Reads the clock once, when it starts to serve. */
function frozen(): Defect {
  const state = memory(() => ({ at: Math.floor(Date.now() / 1000) }));
  return changesAnswer('reads the clock once', (body, call) => {
    const expiresAt = state(call).at + Math.round((minutesOf(call) ?? 60) * 60);
    return { ...body, expiresAt, url: signedUntil(expiresAt, body, call) };
  });
}

/** Gives requests at once the expiry of the latest of them. */
function forward(): Defect {
  const state = memory(() => ({ open: 0, expiresAt: 0 }));
  return apiFault('gives requests at the same time the latest expiry of all', async (call, next) => {
    const place = state(call);
    if (place.open === 0) place.expiresAt = 0;
    place.open += 1;
    const response = await next();
    if (!response.ok || asksForUpload(call)) {
      place.open -= 1;
      return response;
    }
    const body = (await response.clone().json()) as Body;
    place.expiresAt = Math.max(place.expiresAt, Number(body['expiresAt']));
    await pause(10);
    place.open -= 1;
    const { expiresAt } = place;
    return withText(
      response,
      JSON.stringify({ ...body, expiresAt, url: signedUntil(expiresAt, body, call) }),
    );
  });
}

/** Keeps a lifetime as the default before it looks whether it is allowed. */
function keepsRejected(): Defect {
  const state = memory(() => ({ minutes: 0 }));
  return apiFault(
    'gives the lifetime that was rejected before when none is asked for',
    async (call, next) => {
      const place = state(call);
      const { expiresInMinutes: minutes } = call.asked;
      if (typeof minutes === 'number' && minutes > 1440 && minutes < 1e6) place.minutes = minutes;
      const response = await next();
      if (!response.ok || asksForUpload(call) || minutes !== undefined || place.minutes === 0)
        return response;
      const body = (await response.clone().json()) as Body;
      const expiresAt = Number(body['expiresAt']) + Math.round((place.minutes - 60) * 60);
      place.minutes = 0;
      return withText(
        response,
        JSON.stringify({ ...body, expiresAt, url: signedUntil(expiresAt, body, call) }),
      );
    },
  );
}
