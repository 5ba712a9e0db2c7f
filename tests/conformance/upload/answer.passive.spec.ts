import { header } from '../../../src/client/exchange.ts';
import type { Answered } from '../../../src/client/exchange.ts';
import { isJsonObject, textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import { announcedBy, lifetimeComplaint } from '../../../src/judgement/announced.ts';
import { objectIn, quoted, readJson, sentObject } from '../../../src/judgement/body.ts';
import { essenceOf } from '../../../src/judgement/media-type.ts';
import { conforms } from '../../../src/judgement/schema.ts';
import { isSuccess, statusIs, summary } from '../../../src/judgement/status.ts';
import { changesHeader } from '../../../src/reference/defects/answers.ts';
import { asksForUpload, changesTicket } from '../../../src/reference/defects/uploads.ts';
import { refuses, changesStatus } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { everyUpload } from '../../../src/traffic/tour.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { uploadLifetimes } from '../../../src/traffic/upload/lifetimes.ts';
import { uploadSchemas } from '../../../src/traffic/upload/schemas.ts';

const example = 'P: Upload Example';

/** Every success of the run that hands out an upload URL; the plain uploads are made first. */
async function tickets(session: Session): Promise<Answered[]> {
  if (session.selected) await roundTrips(session);
  return (await everyUpload(session)).filter(isSuccess);
}

const answered = requirement({
  id: 'UPL-01',
  level: 'MUST',
  clause: [example, 'P: Request Fields'],
  quote: '{"url": …, "fileId": …, "expiresAt": …}',
  effect: 'writes',
  profile: 'upload',
  defects: [
    ...['url', 'fileId', 'expiresAt'].map((member) =>
      changesTicket(`leaves ${member} out`, ({ [member]: _, ...body }) => body),
    ),
    refuses('refuses every upload', asksForUpload),
    refuses('refuses videos', ({ asked }) => textOf(asked['contentType'] as string).startsWith('video/')),
    changesStatus('answers 202', 200, 202, asksForUpload),
    changesTicket('answers with a number as the fileId', (body) => ({ ...body, fileId: 17 })),
    changesHeader(
      'answers with text/plain',
      'content-type',
      'text/plain',
      ({ status }, call) => status === 200 && asksForUpload(call),
    ),
  ],
});

test(
  'MUST answer a request for an upload URL with url, fileId and expiresAt',
  answered,
  async ({ session, judge }) => {
    const { answer } = uploadSchemas(session);
    if (session.selected) await session.control();
    if (session.selected) {
      for (const { asked, cargo } of await roundTrips(session))
        judge.each(asked, statusIs(200), `upload of ${cargo.note} as ${cargo.contentType}`);
    }
    for (const ticket of await tickets(session)) {
      judge.each(ticket, statusIs(200));
      judge.each(ticket, ({ response }) => {
        const value = header(response.headers, 'Content-Type');
        if (essenceOf(value) !== session.operation.requestType)
          return {
            received: `Content-Type: ${value ?? '(absent)'}`,
            expected: session.operation.requestType,
          };
        const reading = readJson(response);
        if (!('value' in reading)) return { received: reading.problem, expected: 'one JSON object in UTF-8' };
        return isJsonObject(reading.value)
          ? undefined
          : { received: quoted(reading.value), expected: 'a JSON object' };
      });
      judge.each(ticket, conforms(uploadSchemas(session).contract, answer));
    }
  },
);

const fresh = requirement({
  id: 'UPL-03',
  level: 'MUST',
  clause: [example],
  quote: '"fileId": "file_xyz789"',
  effect: 'writes',
  profile: 'upload',
  defects: [
    changesTicket('hands out one fileId for all', (body) => ({ ...body, fileId: 'file_upload' })),
    changesTicket('makes the fileId of the name', (body, { asked }) => ({
      ...body,
      fileId: `file_${textOf(asked['fileName'] as string).length}`,
    })),
    changesTicket('hands out the fileId of an existing file', (body, { reference, asked }) =>
      asked['contentType'] === 'text/plain' ? { ...body, fileId: reference.main.fileId } : body,
    ),
  ],
});

test('MUST give each upload a fileId of its own', fresh, async ({ session, judge }) => {
  const known = await session.knownFile();
  const first = new Map<string, Answered>();
  for (const ticket of await tickets(session)) {
    const fileId = objectIn(ticket.response)?.['fileId'];
    if (typeof fileId !== 'string') continue;
    const earlier = first.get(fileId);
    judge.together(earlier === undefined ? [ticket] : [earlier, ticket], () => {
      if (earlier !== undefined)
        return { received: `the fileId ${quoted(fileId)} a second time`, expected: 'a new fileId' };
      return fileId === session.target.main.fileId && fileId === known
        ? { received: `the fileId ${quoted(fileId)} of an existing file`, expected: 'a new fileId' }
        : undefined;
    });
    first.set(fileId, ticket);
  }
});

const lifetime = requirement({
  id: 'UPL-08',
  level: 'MUST',
  clause: [
    example,
    'P: URL Expiration',
    '#/paths/~1v1~1files~1url/post/requestBody/content/application~1json/schema/properties/expiresInMinutes',
  ],
  quote: '"expiresAt": "2025-01-15T11:30:00Z" (D3: elsewhere a number)',
  effect: 'writes',
  profile: 'upload',
  defects: [
    changesTicket('announces the past', (body) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) - 90_000,
    })),
    changesTicket('announces "tomorrow"', (body) => ({ ...body, expiresAt: 'tomorrow' })),
    changesTicket('ignores the lifetime', (body, { asked }) => ({
      ...body,
      expiresAt: Number(body['expiresAt']) + 60 * (60 - Number(asked['expiresInMinutes'] ?? 60)),
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
  'MUST announce when an upload URL expires, as asked for or by default',
  lifetime,
  async ({ session, judge }) => {
    const minutes = memberOf(uploadSchemas(session).request.schema, 'expiresInMinutes');
    if (session.selected) await uploadLifetimes(session);
    const preset = Number(minutes.schema['default']);
    for (const ticket of await tickets(session)) {
      const one = announcedBy(ticket, sentObject(ticket) ?? {}, Number(minutes.schema['maximum']));
      judge.each(
        ticket,
        () =>
          one.expiry === undefined
            ? {
                received: `${summary(ticket)}: expiresAt is no time that can be recognised`,
                expected: 'an RFC 3339 date-time, or seconds or milliseconds since 1970',
              }
            : lifetimeComplaint(one, one.minutes ?? preset),
        `upload, expiresInMinutes ${one.minutes ?? 'omitted'}`,
      );
    }
  },
);
