import { test } from '../../../../src/fixtures.ts';
import type { Announced } from '../../../../src/judgement/announced.ts';
import { announcedBy } from '../../../../src/judgement/announced.ts';
import { objectIn, quoted, sentObject } from '../../../../src/judgement/body.ts';
import { lifetimeOf } from '../../../../src/judgement/expiry.ts';
import { isSuccess } from '../../../../src/judgement/status.ts';
import { signedExpiry } from '../../../../src/judgement/signed-expiry.ts';
import { changesBody } from '../../../../src/reference/defects/answers.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { everyUpload } from '../../../../src/traffic/tour.ts';
import { announced, bound, lives, minutesClause, minutesOf } from './announced.ts';

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
