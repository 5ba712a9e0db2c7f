import { isDeepStrictEqual } from 'node:util';
import { header } from '../../../../src/client/exchange.ts';
import type { Answered } from '../../../../src/client/exchange.ts';
import { isJsonObject, textOf } from '../../../../src/contract/json.ts';
import { test } from '../../../../src/fixtures.ts';
import { objectIn, quoted, readJson, sentObject } from '../../../../src/judgement/body.ts';
import { isFollowable } from '../../../../src/judgement/followable.ts';
import { nameComplaint } from '../../../../src/judgement/file-name.ts';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import { conforms } from '../../../../src/judgement/schema.ts';
import { statusIs } from '../../../../src/judgement/status.ts';
import {
  changesHeader,
  changesStatus,
  errorAnswer,
  refuses,
} from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { asksForUpload, changesTicket, changesUploaded } from '../../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { isAsUsual } from '../../../../src/traffic/select.ts';
import { everyUpload } from '../../../../src/traffic/tour.ts';
import { askUpload, ticketIn, uploadBody } from '../../../../src/traffic/upload/ask.ts';
import { plainCargo, roundTrips } from '../../../../src/traffic/upload/cargo.ts';
import { hazardousTrips, labelledTrips } from '../../../../src/traffic/upload/labelled.ts';
import { fetchBack } from '../../../../src/traffic/upload/round-trip.ts';
import { uploadSchemas } from '../../../../src/traffic/upload/schemas.ts';
import { judgeBytes } from '../../upload/judge-bytes.ts';
import { tickets } from '../../upload/tickets.ts';

const example = 'P: Upload Example';

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
    (() => {
      const counts = new WeakMap<object, number>();
      return refuses('refuses the eighth upload', (call) => {
        if (!asksForUpload(call)) return false;
        counts.set(call.reference, (counts.get(call.reference) ?? 0) + 1);
        return counts.get(call.reference) === 8;
      });
    })(),
    changesTicket('writes the origin of upload URLs twice', (body) => ({
      ...body,
      url: new URL(String(body['url'])).origin + String(body['url']),
    })),
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
      // A file may be refused for its type: then UPL-26 tells, and its bytes go as the type of the prose.
      for (const { asked, cargo } of await roundTrips(session))
        judge.each(asked, taken, `upload of ${cargo.note} as ${cargo.contentType}`);
      await askUpload(session, plainCargo('host'), { occasion: 'host' });
    }
    for (const asked of plainAsks(session, await everyUpload(session)))
      judge.each(asked, taken, 'nothing is wrong with the request');
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
      judge.each(ticket, ({ response }) => {
        const url = objectIn(response)?.['url'];
        return url === undefined || isFollowable(url)
          ? undefined
          : { received: `url ${quoted(url)}`, expected: 'a URL that a client can PUT to' };
      });
    }
  },
);

const taken = statusIs(200);

/** Requests for upload URLs of PDFs with plain names, of which none was taken before, but for 429. */
function plainAsks(session: Session, asks: readonly Answered[]): Answered[] {
  const names = new Set<unknown>();
  return asks.filter((asked) => {
    const { fileName, ...others } = sentObject(asked) ?? {};
    const isFirst = !names.has(fileName);
    names.add(fileName);
    const isPlain = typeof fileName === 'string' && /^[a-z][a-z\d-]{3,40}\.pdf$/.test(fileName);
    const isExample = isDeepStrictEqual(others, { action: 'upload', contentType: 'application/pdf' });
    return isFirst && isPlain && isExample && isAsUsual(session, asked) && asked.response.status !== 429;
  });
}

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
    changesTicket('stores an upload under a fileId of the request', (body, { asked }) =>
      'fileId' in asked ? { ...body, fileId: asked['fileId'] } : body,
    ),
    changesTicket('hands out the fileId of an existing file', (body, { reference, asked }) =>
      asked['contentType'] === 'application/json' ? { ...body, fileId: reference.main.fileId } : body,
    ),
  ],
});

test('MUST give each upload a fileId of its own', fresh, async ({ session, judge }) => {
  const known = await session.knownFile();
  if (session.selected) await askForOwnId(session);
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

/** Asks for an upload once more with the fileId of a file of our own besides: a new file has a new one. */
async function askForOwnId(session: Session): Promise<void> {
  const cargo = plainCargo('an id of our own');
  const ticket = ticketIn(await askUpload(session, cargo, { occasion: 'an id of our own' }));
  if (ticket !== undefined) await session.api.ask({ ...uploadBody(cargo), fileId: ticket.fileId });
}

const lasting = requirement({
  id: 'UPL-30',
  level: 'MUST',
  clause: [example, 'P: Download Example'],
  quote: 'Get a URL to download an existing file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    (() => {
      const latest = new WeakMap<object, unknown[]>();
      return apiFault('keeps the latest five uploads', async (call, next) => {
        const ids = latest.get(call.reference) ?? [];
        latest.set(call.reference, ids);
        if (ids.includes(call.asked['fileId']) && ids.indexOf(call.asked['fileId']) < ids.length - 5)
          return errorAnswer(404, 'NOT_FOUND');
        const response = await next();
        if (asksForUpload(call) && response.ok)
          ids.push(((await response.clone().json()) as { fileId: unknown }).fileId);
        return response;
      });
    })(),
    (() => {
      const first = new WeakMap<object, Map<unknown, number>>();
      return changesUploaded('forgets the name of a file that was asked for before', (body, call) => {
        const counts = first.get(call.reference) ?? new Map<unknown, number>();
        first.set(call.reference, counts);
        const times = (counts.get(call.asked['fileId']) ?? 0) + 1;
        counts.set(call.asked['fileId'], times);
        return times > 1 ? { ...body, filename: 'file' } : body;
      });
    })(),
  ],
});

test('MUST keep an uploaded file for as long as the run lasts', lasting, async ({ session, judge }) => {
  await session.control();
  const [trip] = (await roundTrips(session)).filter(({ back }) => back?.delivery !== undefined);
  await labelledTrips(session);
  await hazardousTrips(session);
  if (trip?.ticket === undefined) return session.giveUp('no uploaded file comes back (UPL-09)');
  const back = await fetchBack(session, trip.ticket.fileId, { occasion: 'at the end' });
  const because = 'the first upload, downloaded again after all others';
  judgeBytes(judge, trip.cargo.bytes, back, because);
  if (back.members !== undefined)
    judge.each(back.described, () => nameComplaint(trip.cargo.fileName, back.members?.['filename']), because);
});
