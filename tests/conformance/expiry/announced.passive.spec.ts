import { test } from '../../../src/fixtures.ts';
import type { Announced } from '../../../src/judgement/announced.ts';
import { announcedBy, lifetimeComplaint } from '../../../src/judgement/announced.ts';
import { objectIn, quoted, sentObject } from '../../../src/judgement/body.ts';
import { lifetimeOf } from '../../../src/judgement/expiry.ts';
import { isSuccess } from '../../../src/judgement/status.ts';
import { signedExpiry } from '../../../src/judgement/signed-expiry.ts';
import type { Judge } from '../../../src/judge.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import type { Body, Call } from '../../../src/reference/defects/fault.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { afterAnother } from '../../../src/traffic/after-another.ts';
import { lifetimes } from '../../../src/traffic/lifetimes.ts';
import { everySuccess, everyUpload } from '../../../src/traffic/tour.ts';
import { compile } from '../../../src/validators/json-schema.ts';

const minutesClause =
  '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes';

/** Answers with the lifetime, in minutes, that `choose` makes of the one asked for. */
function lives(
  name: string,
  choose: (minutes: number, call: Call) => number,
): ReturnType<typeof changesBody> {
  return changesBody(name, (body, call) => {
    const asked = minutesOf(call.asked);
    return { ...body, expiresAt: Math.floor(Number(body['expiresAt']) + 60 * (choose(asked, call) - asked)) };
  });
}

function minutesOf({ expiresInMinutes = 60 }: Body): number {
  return Number(expiresInMinutes);
}

/** Every success of the run whose request was valid, with what it announced. */
async function announced(session: Session): Promise<Announced[]> {
  if (session.selected) await session.send(await lifetimes(session));
  const check = compile({ $ref: `#${session.operation.request.pointer}` }, session.contract.document);
  const longest = bound(session, 'maximum');
  return (await everySuccess(session)).flatMap((answer) => {
    const asked = sentObject(answer);
    return asked === undefined || check(asked).length > 0 ? [] : [announcedBy(answer, asked, longest)];
  });
}

function bound(session: Session, keyword: 'minimum' | 'maximum' | 'default'): number {
  return Number(memberOf(session.request, 'expiresInMinutes').schema[keyword]);
}

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

const future = requirement({
  id: 'EXP-01',
  level: 'MUST',
  clause: ['P: URL Expiration', '#/paths/~1v1~1files~1url/post/description'],
  quote: 'URLs expire after the specified time',
  effect: 'none',
  defects: [
    lives('announces the time of the request', () => -1),
    lives('announces the past for the longest lifetime', (minutes) => (minutes === 1440 ? -1440 : minutes)),
  ],
});

test('MUST announce an expiry that lies in the future', future, async ({ session, judge }) => {
  for (const { answer, expiry } of await announced(session)) {
    if (expiry === undefined) continue;
    judge.each(answer, ({ response }) => {
      const lifetime = lifetimeOf(answer, expiry);
      if (lifetime > 0) return undefined;
      const value = quoted(objectIn(response)?.['expiresAt']);
      return {
        received: `expiresAt ${value}, ${Math.round(-lifetime / 1000)} s ago`,
        expected: 'a time in the future',
      };
    });
  }
});

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

const unit = requirement({
  id: 'EXP-04',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema/properties/expiresAt',
  ],
  quote: 'expiresAt: type: number, minimum: 0 (D3: no unit)',
  effect: 'none',
  defects: [
    changesBody('alternates between seconds and milliseconds', (body, { asked }) =>
      asked['action'] === 'view' ? { ...body, expiresAt: Number(body['expiresAt']) * 1000 } : body,
    ),
    changesBody('counts in microseconds', (body) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) * 1e6,
    })),
    changesBody('announces 0 for long lifetimes', (body, { asked }) =>
      minutesOf(asked) > 1000 ? { ...body, expiresAt: 0 } : body,
    ),
  ],
});

/** The answers to uploads that write expiresAt as a number: the prose has a text there (D3). */
async function countedUploads(session: Session): Promise<Announced[]> {
  const longest = bound(session, 'maximum');
  return (await everyUpload(session))
    .filter((answer) => isSuccess(answer) && typeof objectIn(answer.response)?.['expiresAt'] === 'number')
    .map((answer) => announcedBy(answer, sentObject(answer) ?? {}, longest));
}

test('MUST write expiresAt in one recognisable unit', unit, async ({ session, judge }) => {
  const all = [...(await announced(session)), ...(await countedUploads(session))];
  const [first] = all.filter(({ expiry }) => expiry !== undefined);
  for (const { answer, expiry } of all) {
    judge.together(first === undefined ? [answer] : [answer, first.answer], () => {
      if (expiry !== undefined && expiry.unit === first?.expiry?.unit) return undefined;
      const value = `expiresAt ${quoted(objectIn(answer.response)?.['expiresAt'])}`;
      if (expiry === undefined)
        return {
          received: value,
          expected: 'a time in seconds or milliseconds since 1970, or relative minutes',
        };
      return {
        received: `${value}, which reads as ${expiry.unit}`,
        expected: `${first?.expiry?.unit ?? ''}, as in other answers`,
      };
    });
  }
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

const inUrl = requirement({
  id: 'EXP-07',
  level: 'SHOULD',
  clause: [minutesClause, '#/paths/~1v1~1files~1url/post/description'],
  quote: 'URLs expire after the specified time',
  effect: 'none',
  defects: [
    changesBody('signs a week whatever is asked', (body) => ({
      ...body,
      url: `${String(body['url'])}&X-Amz-Date=${stamp(new Date())}&X-Amz-Expires=604800`,
    })),
    changesBody('signs a day more than it announces, in a scheme of its own', (body, { reference }) => {
      const { pathname, searchParams } = new URL(String(body['url']));
      const disposition = searchParams.get('disposition') ?? '';
      const expires = Number(body['expiresAt']) + 86_400;
      return { ...body, url: reference.sign('GET', pathname, expires, { disposition }).href };
    }),
  ],
});

function stamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

test(
  'SHOULD sign the lifetime that it announces, where the URL shows it',
  inUrl,
  async ({ session, judge }) => {
    for (const { answer, expiry } of await announced(session)) {
      const url = objectIn(answer.response)?.['url'];
      const signed = typeof url === 'string' ? signedExpiry(url) : undefined;
      if (signed === undefined || expiry === undefined || expiry.unit === 'relative minutes') continue;
      judge.each(answer, () =>
        Math.abs(signed.expires - expiry.value) <= 60_000
          ? undefined
          : {
              received: `${signed.name} in the url: ${new Date(signed.expires).toISOString()}`,
              expected: `${new Date(expiry.value).toISOString()}, as expiresAt says`,
            },
      );
    }
    judge.inapplicable('no returned URL shows its expiry');
  },
);
