import { textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import { silence } from '../../../src/judgement/trouble.ts';
import { refusedWith, stored as isTaken } from '../../../src/judgement/status.ts';
import { apiFault, storageFault } from '../../../src/reference/defects/fault.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { isJson } from '../../../src/reference/defects/requests.ts';
import {
  changesTicket,
  isPut,
  isUploaded,
  overwrites,
  stores,
  storesHalves,
} from '../../../src/reference/defects/uploads.ts';
import { DropConnection } from '../../../src/reference/handler.ts';
import { requirement } from '../../../src/requirement.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import { fetchBack, isStored } from '../../../src/traffic/upload/round-trip.ts';
import {
  askAfterHalf,
  askTooEarly,
  pendingFile,
  sendAfterAll,
  putMistyped,
  thereAndBack,
} from '../../../src/traffic/upload/there-and-back.ts';
import { judgeBytes } from './judge-bytes.ts';

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
      return fragment === undefined
        ? body
        : { ...body, url: String(body['url']).replace('?', `/${path}#${fragment}?`) };
    }),
    storageFault('reads files of JSON', (call, next) =>
      isPut(call) &&
      call.request.headers.get('content-type') === 'application/json' &&
      !isJson(Buffer.from(call.bytes).toString())
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
    (() => {
      const read = new WeakMap<object, Set<string>>();
      return storageFault('takes no upload at a URL that was read', (call, next) => {
        const paths = read.get(call.reference) ?? new Set<string>();
        read.set(call.reference, paths);
        const { pathname, searchParams } = call.url;
        if (call.request.method === 'GET' && searchParams.has('type')) paths.add(pathname);
        return isPut(call) && paths.has(pathname)
          ? Promise.resolve(new Response('used', { status: 410 }))
          : next();
      });
    })(),
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
    if (![...trips, ...typed, ...named].some(({ put: sent }) => isStored(sent))) return;
    const { put: late } = await sendAfterAll(session);
    judge.each(late, isTaken, 'PUT of a file that was asked for too early, and others deleted meanwhile');
  },
);

const returned = requirement({
  id: 'UPL-05',
  level: 'MUST',
  clause: ['P: Upload Example', 'P: Example: Upload File', 'P: Download Example'],
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
    storageFault('makes an empty file when its upload URL is read', async (call, next) => {
      if (call.request.method === 'GET' && call.url.searchParams.has('type'))
        await overwrites(call, new Uint8Array());
      return next();
    }),
    storageFault('stores an upload of another type and refuses it', async (call, next) => {
      const response = await next();
      const mistyped = call.request.headers.get('content-type') !== call.url.searchParams.get('type');
      if (isPut(call) && mistyped && response.status === 403) await overwrites(call, call.bytes);
      return response;
    }),
    storesHalves('stores the half of a file that came'),
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
  const { afterRefusal } = await putMistyped(session);
  if (afterRefusal !== undefined)
    judge.each(afterRefusal.described, refusedWith(404), 'after a PUT that was refused for its type');
  if (session.replays || session.plan.brokenOff === 0) return;
  const half = await askAfterHalf(session);
  if (half !== undefined) judge.each(half.described, refusedWith(404), 'after half a PUT, which broke off');
});
