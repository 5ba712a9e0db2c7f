import { test } from '../../../src/fixtures.ts';
import type { Judge } from '../../../src/judge.ts';
import { quoted } from '../../../src/judgement/body.ts';
import { sameMediaType } from '../../../src/judgement/media-type-value.ts';
import { silence } from '../../../src/judgement/trouble.ts';
import { accepted, refusedWith, stored as isTaken } from '../../../src/judgement/status.ts';
import { apiFault, storageFault } from '../../../src/reference/defects/fault.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import {
  changesTicket,
  changesUploaded,
  isPut,
  isUploaded,
  stores,
} from '../../../src/reference/defects/uploads.ts';
import { textOf } from '../../../src/contract/json.ts';
import { DropConnection } from '../../../src/reference/handler.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';
import type { Ticket } from '../../../src/traffic/upload/ask.ts';
import { askUpload, ticketIn } from '../../../src/traffic/upload/ask.ts';
import { plainCargo, roundTrips } from '../../../src/traffic/upload/cargo.ts';
import type { Cargo, Return, RoundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { hazardousTrips, labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import { judgeBytes } from './judge-bytes.ts';

const uploads = 'P: Upload Example';
const examples = [uploads, 'P: Example: Upload File', 'P: Download Example'];

/** The trips on which a file was stored; gives up when there is none. */
function stored(session: Session, trips: readonly RoundTrip[]): (RoundTrip & { readonly back: Return })[] {
  const those = trips.flatMap((trip) => (trip.back === undefined ? [] : [{ ...trip, back: trip.back }]));
  return those.length > 0 ? those : session.giveUp('no file could be uploaded (UPL-01, UPL-04)');
}

const storable = requirement({
  id: 'UPL-04',
  level: 'MUST',
  clause: ['P: Example: Upload File'],
  quote: "await fetch(url, {method: 'PUT', body: file, headers: {'Content-Type': file.type}})",
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('takes uploads by POST only', (call, next) =>
      isPut(call)
        ? Promise.resolve(new Response('POST, please', { status: 405, headers: { allow: 'POST' } }))
        : next(),
    ),
    storageFault('refuses empty files', (call, next) =>
      isPut(call) && call.bytes.length === 0
        ? Promise.resolve(new Response('empty', { status: 400 }))
        : next(),
    ),
    changesTicket('puts names into the URL as they are', (body, { asked }) => {
      const [path, fragment] = textOf(asked['fileName'] as string).split('#');
      return fragment === undefined ? body : { ...body, url: `${String(body['url'])}/${path}#${fragment}` };
    }),
    storageFault('reads files of JSON', (call, next) =>
      isPut(call) && call.request.headers.get('content-type') === 'application/json' && !isJson(call.bytes)
        ? Promise.resolve(new Response('Unexpected token', { status: 400 }))
        : next(),
    ),
    storageFault('refuses files over 5 MiB', (call, next) =>
      isPut(call) && call.bytes.length > 5 * 2 ** 20
        ? Promise.resolve(new Response('too large', { status: 413 }))
        : next(),
    ),
    storageFault('compares types without their parameters at the PUT', (call, next) =>
      isPut(call) && call.request.headers.get('content-type')?.includes(';') === true
        ? Promise.resolve(new Response('type', { status: 403 }))
        : next(),
    ),
    storageFault('drops the connection of empty files', (call, next) =>
      isPut(call) && call.bytes.length === 0 ? Promise.reject(new DropConnection()) : next(),
    ),
    storageFault('wants a key for uploads', (call, next) =>
      isPut(call) && !call.request.headers.has('authorization')
        ? Promise.resolve(new Response('who?', { status: 401 }))
        : next(),
    ),
  ],
});

test(
  'MUST take a PUT of the file with its content type at the upload URL',
  storable,
  async ({ session, judge }) => {
    const trips = await roundTrips(session);
    if (trips.every((trip) => trip.ticket === undefined))
      session.giveUp('no upload URL is handed out (UPL-01)');
    const { typed, named } = await labelledTrips(session);
    for (const { put: sent, cargo } of [...trips, ...typed, ...named]) {
      if (sent === undefined) continue;
      const because = `PUT of ${JSON.stringify(cargo.fileName)} (${cargo.note}) as ${cargo.contentType}`;
      const silent = silence(sent);
      if (silent === undefined) judge.each(sent, isTaken, because);
      else judge.violation(silent, [sent], because);
    }
  },
);

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}

/** An upload URL of a file that is not there yet. */
async function pendingFile(session: Session): Promise<{ cargo: Cargo; ticket: Ticket }> {
  const cargo = plainCargo('there and back', 'contract-order-123.pdf');
  const ticket = ticketIn(await askUpload(session, cargo, { occasion: 'there and back' }));
  return { cargo, ticket: ticket ?? session.giveUp('no upload URL is handed out (UPL-01)') };
}

/** Asks for a file before its bytes were uploaded, with each action. */
function askTooEarly(session: Session, { fileId }: Ticket): Promise<Return[]> {
  const actions = enumOf(memberOf(session.request, 'action')).map(String);
  return Promise.all(
    actions.map((action) =>
      fetchBack(session, fileId, { action, occasion: 'too early', mayBeMissing: true }),
    ),
  );
}

/** A file that was asked for too early, uploaded, and downloaded: asking too early must not spoil it. */
async function thereAndBack(session: Session): Promise<{ cargo: Cargo; ticket: Ticket; back: Return }> {
  const { cargo, ticket } = await pendingFile(session);
  await askTooEarly(session, ticket);
  const { last } = await put(session, ticket, cargo);
  if (!isStored(last)) session.giveUp('the PUT is refused (UPL-04)');
  return { cargo, ticket, back: await fetchBack(session, ticket.fileId) };
}

const returned = requirement({
  id: 'UPL-05',
  level: 'MUST',
  clause: examples,
  quote: 'return fileId; … getFileUrl({action: "download", fileId})',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('drops the connection of whoever views an uploaded file', (call, next) =>
      call.request.method === 'GET' &&
      call.url.searchParams.get('disposition') === 'inline' &&
      call.reference.files.atPath(call.url.pathname)?.type === 'upload'
        ? Promise.reject(new DropConnection())
        : next(),
    ),
    stores('stores half of each file', (bytes) => bytes.subarray(0, Math.ceil(bytes.length / 2))),
    storageFault('answers 200 and stores nothing', (call, next) =>
      isPut(call) ? Promise.resolve(new Response(null, { status: 200 })) : next(),
    ),
    storageFault('delivers uploaded files for download only', (call, next) =>
      call.request.method === 'GET' && call.url.searchParams.get('disposition') === 'inline'
        ? Promise.resolve(new Response('other content'))
        : next(),
    ),
    (() => {
      const missed = new WeakMap<object, Set<unknown>>();
      return apiFault('remembers that a file was missing', async (call, next) => {
        const ids = missed.get(call.reference) ?? new Set();
        missed.set(call.reference, ids);
        if (ids.has(call.asked['fileId'])) return errorAnswer(404, 'NOT_FOUND');
        const response = await next();
        if (response.status === 404) ids.add(call.asked['fileId']);
        return response;
      });
    })(),
  ],
});

test(
  'MUST give the uploaded bytes to whoever downloads or views the file',
  returned,
  async ({ session, judge }) => {
    const { cargo, ticket } = await thereAndBack(session);
    for (const action of enumOf(memberOf(session.request, 'action')).map(String))
      judgeBytes(
        judge,
        cargo.bytes,
        await fetchBack(session, ticket.fileId, { action }),
        `uploaded, then ${action}`,
      );
  },
);

const pending = requirement({
  id: 'UPL-07',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404'],
  quote: '"404": File not found',
  effect: 'writes',
  profile: 'upload',
  defects: [
    apiFault('hands out URLs of files that are not there yet', async (call, next) => {
      const { reference } = call;
      const response = await next();
      return response.status === 404 && isUploaded(call)
        ? reference.handle(
            new Request(call.request.url, {
              method: 'POST',
              headers: call.request.headers,
              body: JSON.stringify({ ...call.asked, fileId: reference.main.fileId }),
            }),
          )
        : response;
    }),
    apiFault('answers 409 for files that are not there yet', async (call, next) => {
      const response = await next();
      return response.status === 404 && isUploaded(call) ? errorAnswer(409, 'NOT_READY') : response;
    }),
  ],
});

test('MUST answer 404 for a file whose bytes were not uploaded yet', pending, async ({ session, judge }) => {
  const { ticket } = await pendingFile(session);
  for (const { described: answer } of await askTooEarly(session, ticket))
    judge.each(answer, refusedWith(404), 'before the PUT');
});

const everyByte = requirement({
  id: 'UPL-09',
  level: 'MUST',
  clause: examples,
  quote: 'body: file … return await response.blob()',
  effect: 'writes',
  profile: 'upload',
  defects: [
    stores('reads files as UTF-8', (bytes) => Buffer.from(bytes.toString('utf8'))),
    stores('loses the last octet of whole KiB', (bytes) =>
      bytes.length % 1024 === 0 ? bytes.subarray(0, -1) : bytes,
    ),
    stores('cuts files at 5 MiB', (bytes) => bytes.subarray(0, 5 * 2 ** 20)),
    stores('adds a newline', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])),
    stores('turns CRLF of texts into LF', (bytes, { request }) =>
      request.headers.get('content-type')?.startsWith('text/') === true
        ? Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
        : bytes,
    ),
    stores('writes JSON anew', (bytes, { request }) =>
      request.headers.get('content-type') === 'application/json'
        ? Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8'))))
        : bytes,
    ),
    stores('stores text as UTF-8', (bytes, { request }) =>
      /charset=iso-8859-1/i.test(request.headers.get('content-type') ?? '')
        ? Buffer.from(bytes.toString('latin1'))
        : bytes,
    ),
    stores('drops a byte order mark', (bytes) =>
      bytes.subarray(0, 3).equals(Buffer.from('efbbbf', 'hex')) ? bytes.subarray(3) : bytes,
    ),
    stores('stores one blank for an empty file', (bytes) => (bytes.length === 0 ? Buffer.from(' ') : bytes)),
  ],
});

test('MUST keep every byte of an uploaded file, whatever they are', everyByte, async ({ session, judge }) => {
  const trips = [...(await roundTrips(session)), ...(await labelledTrips(session)).typed];
  // Whether a file with such a name comes at all is for UPL-12 to judge.
  const hazardous = (await hazardousTrips(session)).filter(({ back }) => back?.delivery !== undefined);
  for (const { cargo, back } of stored(session, [...trips, ...hazardous]))
    judgeBytes(judge, cargo.bytes, back, `uploaded as ${cargo.contentType}: ${cargo.note}`);
});

const described = requirement({
  id: 'UPL-10',
  level: 'MUST',
  clause: [
    '#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema/properties',
    uploads,
  ],
  quote: 'filename, contentType, fileSize',
  effect: 'writes',
  profile: 'upload',
  defects: [
    changesUploaded('does not store the type', (body) => ({
      ...body,
      contentType: 'application/octet-stream',
    })),
    changesUploaded('drops parameters of the type', (body) => ({
      ...body,
      contentType: String(body['contentType']).split(';')[0],
    })),
    changesUploaded('guesses the type from the name', (body) =>
      /\.gz$/i.test(String(body['filename'])) ? { ...body, contentType: 'application/octet-stream' } : body,
    ),
    changesUploaded('leaves the size at zero', (body) => ({ ...body, fileSize: 0 })),
    changesUploaded('counts in KiB', (body) => ({
      ...body,
      fileSize: Math.ceil(Number(body['fileSize']) / 1024) * 1024,
    })),
    changesUploaded('writes extensions in small letters', (body) => ({
      ...body,
      filename: String(body['filename']).replace(/\.[^.]+$/, (extension) => extension.toLowerCase()),
    })),
    changesUploaded('names files by their ids', (body, { asked }) => ({
      ...body,
      filename: asked['fileId'],
    })),
    changesUploaded('takes text/xml for application/xml', (body) => ({
      ...body,
      contentType: String(body['contentType']).replace('text/xml', 'application/xml'),
    })),
    changesUploaded('reads types as form data', (body) => ({
      ...body,
      contentType: String(body['contentType']).replace('+', ' '),
    })),
  ],
});

test(
  'MUST describe an uploaded file as it was uploaded: name, content type, size',
  described,
  async ({ session, judge }) => {
    for (const { cargo, back } of stored(session, await roundTrips(session))) {
      judgeMember(judge, back, 'filename', cargo.fileName);
      judgeMember(judge, back, 'contentType', cargo.contentType);
      judgeMember(judge, back, 'fileSize', cargo.bytes.length);
    }
    const { cargo: plain, back } = await thereAndBack(session);
    judgeMember(judge, back, 'filename', plain.fileName);
    judgeMember(judge, back, 'contentType', plain.contentType);
    // Their names are for UPL-11 to judge.
    for (const { cargo, back } of (await labelledTrips(session)).typed)
      if (back !== undefined) judgeMember(judge, back, 'contentType', cargo.contentType);
  },
);

/** Judges that a member of the answer says what was uploaded; a media type may be written in another way. */
function judgeMember(
  judge: Judge,
  { described: answer, members }: Return,
  member: string,
  sent: string | number,
): void {
  if (members === undefined) return;
  const got = members[member];
  const isType = member === 'contentType' && typeof got === 'string';
  const same = isType ? sameMediaType(got, String(sent)) : got === sent;
  judge.each(answer, () =>
    same ? undefined : { received: `${member} ${quoted(got)}`, expected: quoted(sent) },
  );
}

const anyType = requirement({
  id: 'UPL-26',
  level: 'SHOULD',
  clause: ['P: Request Fields', 'RFC 9110 §8.3.1'],
  quote: 'contentType: MIME type of file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    apiFault('refuses types with parameters', (call, next) =>
      String(call.asked['contentType']).includes(';')
        ? Promise.resolve(errorAnswer(422, 'INVALID_REQUEST'))
        : next(),
    ),
    apiFault('refuses pictures', (call, next) =>
      String(call.asked['contentType']).startsWith('image/')
        ? Promise.resolve(errorAnswer(415, 'INVALID_REQUEST'))
        : next(),
    ),
    apiFault('refuses types in upper case', (call, next) =>
      /[A-Z]/.test(String(call.asked['contentType']))
        ? Promise.resolve(errorAnswer(415, 'INVALID_REQUEST'))
        : next(),
    ),
  ],
});

test('SHOULD take a file of any media type', anyType, async ({ session, judge }) => {
  await session.control();
  const plain = (await roundTrips(session)).map((trip) => trip.refused ?? trip);
  for (const { asked, cargo } of [...(await labelledTrips(session)).typed, ...plain])
    judge.each(asked, accepted, `a file of type ${cargo.contentType}`);
});
