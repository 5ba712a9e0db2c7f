import { test } from '../../../../src/fixtures.ts';
import type { Announced } from '../../../../src/judgement/announced.ts';
import { lifetimeComplaint } from '../../../../src/judgement/announced.ts';
import { lifetimeOf } from '../../../../src/judgement/expiry.ts';
import type { Judge } from '../../../../src/judge.ts';
import { changesBody } from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { requirement } from '../../../../src/requirement.ts';
import { afterAnother } from '../../../../src/traffic/after-another.ts';
import { announced, bound, lives, minutesClause } from './announced.ts';

function judgeLifetimes(judge: Judge, those: readonly Announced[], preset: number): void {
  for (const one of those) {
    const { answer, minutes, action, expiry } = one;
    if (expiry === undefined) judge.undecided('the unit of expiresAt is not recognised (EXP-04)');
    else {
      const because = `expiresInMinutes ${minutes ?? 'omitted'}, action ${action ?? 'omitted'}`;
      judge.each(answer, () => lifetimeComplaint(one, minutes ?? preset), because);
    }
  }
}

const asAsked = requirement({
  id: 'EXP-02',
  level: 'MUST',
  clause: [minutesClause],
  quote: 'expiresInMinutes: type: number, minimum: 1, maximum: 1440',
  effect: 'none',
  defects: [
    lives('ignores the lifetime', () => 60),
    lives('takes minutes for hours', (minutes) => minutes * 60),
    lives('takes minutes for seconds', (minutes) => minutes / 60),
    lives('caps lifetimes at 12 hours', (minutes) => Math.min(minutes, 720)),
  ],
});

test(
  'MUST announce the lifetime that was asked for, at the bounds and the default',
  asAsked,
  async ({ session, judge }) => {
    const preset = bound(session, 'default');
    const marks = [bound(session, 'minimum'), preset, bound(session, 'maximum')];
    const those = (await announced(session)).filter(
      ({ minutes }) => minutes !== undefined && marks.includes(minutes),
    );
    judgeLifetimes(judge, those, preset);
  },
);

const wholeRange = requirement({
  id: 'EXP-02b',
  level: 'MUST',
  clause: [minutesClause],
  quote: 'expiresInMinutes: type: number, minimum: 1, maximum: 1440',
  effect: 'none',
  defects: [
    lives('is wrong from 1000 to 1100 minutes', (minutes) =>
      minutes >= 1000 && minutes < 1100 ? 60 : minutes,
    ),
    lives('cuts fractions', (minutes) => Math.trunc(minutes)),
    lives('loses the zeros that a fraction begins with', (minutes) =>
      Number(String(minutes).replace(/\.0+/, '.')),
    ),
    lives('counts years as Buddhists do for clients from Thailand', (minutes, { request }) =>
      request.headers.get('accept-language')?.startsWith('th') === true
        ? minutes + 543 * 365 * 24 * 60
        : minutes,
    ),
    lives('rounds fractions up', (minutes) => Math.ceil(minutes)),
    lives('ignores the lifetime of downloads', (minutes, { asked }) =>
      asked['action'] === 'download' ? 60 : minutes,
    ),
    lives('counts in quarters of an hour', (minutes) => Math.ceil(minutes / 15) * 15),
    lives('is wrong from 700 to 800 minutes for views', (minutes, { asked }) =>
      asked['action'] === 'view' && minutes > 700 && minutes < 800 ? 60 : minutes,
    ),
  ],
});

test(
  'MUST announce the lifetime that was asked for, over the whole range and for each action',
  wholeRange,
  async ({ session, judge }) => {
    const those = (await announced(session)).filter(({ minutes }) => minutes !== undefined);
    judgeLifetimes(judge, those, bound(session, 'default'));
  },
);

const preset = requirement({
  id: 'EXP-03',
  level: 'MUST',
  clause: [`${minutesClause}/default`],
  quote: 'default: 60',
  effect: 'none',
  defects: [
    changesBody('lives 15 minutes by default', (body, { asked }) =>
      'expiresInMinutes' in asked ? body : { ...body, expiresAt: Number(body['expiresAt']) - 45 * 60 },
    ),
    changesBody('lives a day by default when it downloads', (body, { asked }) =>
      'expiresInMinutes' in asked || asked['action'] !== 'download'
        ? body
        : { ...body, expiresAt: Number(body['expiresAt']) + 23 * 3600 },
    ),
    (() => {
      const last = new WeakMap<object, number>();
      return lives('gives the lifetime of the request before when none is asked for', (minutes, call) => {
        const before = last.get(call.reference) ?? minutes;
        last.set(call.reference, minutes);
        return 'expiresInMinutes' in call.asked ? minutes : before;
      });
    })(),
    (() => {
      const failed = new WeakMap<object, unknown>();
      return apiFault(
        'keeps the lifetime of a request for an unknown file',
        async ({ asked, reference }, next) => {
          const kept = failed.get(reference);
          const response =
            kept === undefined || 'expiresInMinutes' in asked || !('fileId' in asked)
              ? await next()
              : await next({ body: JSON.stringify({ ...asked, expiresInMinutes: kept }) });
          if (response.status === 404) failed.set(reference, asked['expiresInMinutes']);
          else if (response.ok) failed.delete(reference);
          return response;
        },
      );
    })(),
  ],
});

test('MUST announce the default lifetime when none is asked for', preset, async ({ session, judge }) => {
  if (session.selected) await session.ask(await afterAnother(session));
  const those = (await announced(session)).filter(({ minutes }) => minutes === undefined);
  judgeLifetimes(judge, those, bound(session, 'default'));
});

const longer = requirement({
  id: 'EXP-05',
  level: 'SHOULD',
  clause: [minutesClause],
  quote: 'expiresInMinutes: type: number',
  effect: 'none',
  defects: [
    lives('lives an hour whatever is asked', () => 60),
    lives('wraps at 1024 minutes', (minutes) => minutes % 1024),
  ],
});

test('SHOULD announce a later expiry for a longer lifetime', longer, async ({ session, judge }) => {
  const those = (await announced(session))
    .flatMap(({ answer, minutes, expiry }) =>
      minutes === undefined || expiry === undefined
        ? []
        : [{ answer, minutes, lifetime: lifetimeOf(answer, expiry) }],
    )
    .sort((a, b) => a.minutes - b.minutes);
  const twoMinutes = 2;
  for (const [index, shorter] of those.entries()) {
    const next = those.slice(index + 1).find(({ minutes }) => minutes - shorter.minutes >= twoMinutes);
    if (next === undefined) break;
    judge.together([shorter.answer, next.answer], () =>
      next.lifetime > shorter.lifetime
        ? undefined
        : {
            received: `${Math.round(next.lifetime / 60_000)} min for ${next.minutes}, ${Math.round(shorter.lifetime / 60_000)} min for ${shorter.minutes}`,
            expected: 'a later expiry for the longer lifetime',
          },
    );
  }
});
