import { test } from '../../../../src/fixtures.ts';
import type { Announced } from '../../../../src/judgement/announced.ts';
import { haveTheirOwn, lifetimeComplaint } from '../../../../src/judgement/announced.ts';
import { summary } from '../../../../src/judgement/status.ts';
import type { Complaint } from '../../../../src/judge.ts';
import { repairs } from '../../../../src/reference/defects/requests.ts';
import { changesTicket } from '../../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { memberOf } from '../../../../src/traffic/accepted.ts';
import { uploadSchemas } from '../../../../src/traffic/upload/schemas.ts';
import { announcedUploads } from '../../upload/tickets.ts';

const minutes =
  '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes';

const announcedEnd = requirement({
  id: 'UPL-08',
  level: 'MUST',
  clause: ['P: Upload Example', 'P: URL Expiration', minutes],
  quote: '"expiresAt": "2025-01-15T11:30:00Z" (D3: elsewhere a number)',
  effect: 'writes',
  profile: 'upload',
  defects: [
    changesTicket('announces the past', (body) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) - 90_000,
    })),
    changesTicket('announces "tomorrow"', (body) => ({ ...body, expiresAt: 'tomorrow' })),
    changesTicket('announces a day whatever is asked for', (body, { asked }) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) + 60 * (1440 - Number(asked['expiresInMinutes'] ?? 60)),
    })),
    changesTicket('ignores lifetimes over an hour', (body, { asked }) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) - 60 * Math.max(0, Number(asked['expiresInMinutes'] ?? 60) - 60),
    })),
    changesTicket('lives a day by default', (body, { asked }) =>
      'expiresInMinutes' in asked ? body : { ...body, expiresAt: Number(body['expiresAt']) + 23 * 3600 },
    ),
    changesTicket('writes local time as UTC', (body) => ({
      ...body,
      expiresAt: new Date((Number(body['expiresAt']) + 7200) * 1000).toISOString(),
    })),
    changesTicket('caps at six hours', (body, { asked }) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) - 60 * Math.max(0, Number(asked['expiresInMinutes'] ?? 60) - 360),
    })),
  ],
});

test(
  'MUST announce when an upload URL expires: as asked for, by default, or soon',
  announcedEnd,
  async ({ session, judge }) => {
    const those = await announcedUploads(session);
    const areOwn = haveTheirOwn(those);
    for (const one of those)
      judge.each(
        one.answer,
        () => unrecognised(one) ?? (areOwn ? undefined : unlikeAsked(session, one)),
        said(one),
      );
  },
);

const asAsked = requirement({
  id: 'UPL-36',
  level: 'SHOULD',
  clause: [minutes],
  quote:
    'expiresInMinutes: type: number, minimum: 1, maximum: 1440, default: 60 (the prose has no such field)',
  effect: 'writes',
  profile: 'upload',
  defects: [
    repairs('gives uploads an hour whatever was asked', ({ expiresInMinutes, ...asked }) =>
      asked['action'] === 'upload' && expiresInMinutes !== undefined ? asked : undefined,
    ),
  ],
});

test('SHOULD let an upload URL live as long as was asked for', asAsked, async ({ session, judge }) => {
  const those = await announcedUploads(session);
  // What is neither as asked for nor the server's own, UPL-08 tells.
  const areOwn = haveTheirOwn(those);
  for (const one of those)
    judge.each(one.answer, () => (areOwn ? unlikeAsked(session, one) : undefined), said(one));
});

function said({ minutes }: Announced): string {
  return `upload, expiresInMinutes ${minutes ?? 'omitted'}`;
}

function unrecognised({ answer, expiry }: Announced): Complaint | undefined {
  return expiry === undefined
    ? {
        received: `${summary(answer)}: expiresAt is no time that can be recognised`,
        expected: 'an RFC 3339 date-time, or seconds or milliseconds since 1970',
      }
    : undefined;
}

function unlikeAsked(session: Session, one: Announced): Complaint | undefined {
  const { schema } = memberOf(uploadSchemas(session).request.schema, 'expiresInMinutes');
  return lifetimeComplaint(one, one.minutes ?? Number(schema['default']));
}
