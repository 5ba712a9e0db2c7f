import { payloadOf } from '../../../src/client/payload.ts';
import { turnedDown } from '../../../src/judgement/status.ts';
import { test } from '../../../src/fixtures.ts';
import type { HeaderList } from '../../../src/client/exchange.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { isPut, isUploadUrl, overwrites, signedFor } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { putMistyped } from '../../../src/traffic/upload/there-and-back.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeLate } from './judge-late.ts';
import { ticketFor } from './tickets.ts';

const putOnly = requirement({
  id: 'UPL-06',
  level: 'MUST',
  clause: ['P: URL Types'],
  quote: 'upload: Get URL to upload new file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('deletes by an upload URL', async (call, next) => {
      if (call.request.method !== 'DELETE' || !isUploadUrl(call)) return next();
      await overwrites(call, new Uint8Array());
      return new Response(null, { status: 204 });
    }),
    (() => {
      const read = new WeakMap<object, Set<string>>();
      return storageFault('deletes by an upload URL what was read', async (call, next) => {
        const paths = read.get(call.reference) ?? new Set<string>();
        read.set(call.reference, paths);
        if (call.request.method === 'GET') paths.add(call.url.pathname);
        if (call.request.method !== 'DELETE' || !paths.has(call.url.pathname)) return next();
        await overwrites(call, new Uint8Array());
        return new Response(null, { status: 204 });
      });
    })(),
    (() => {
      const used = new WeakMap<object, Set<string>>();
      return storageFault('an upload URL dies of whatever comes to it', (call, next) => {
        const known = used.get(call.reference) ?? new Set<string>();
        used.set(call.reference, known);
        const dead = isUploadUrl(call) && known.has(call.url.href);
        known.add(call.url.href);
        return dead && isPut(call) ? Promise.resolve(new Response('used', { status: 403 })) : next();
      });
    })(),
    storageFault('deletes by an upload URL whoever names the type', async (call, next) => {
      const named = call.request.headers.get('content-type') === call.url.searchParams.get('type');
      if (call.request.method !== 'DELETE' || !isUploadUrl(call) || !named) return next();
      await overwrites(call, new Uint8Array());
      return new Response(null, { status: 204 });
    }),
    storageFault('deletes by an upload URL and says 403', async (call, next) => {
      if (call.request.method === 'DELETE' && isUploadUrl(call)) await overwrites(call, new Uint8Array());
      return next();
    }),
    storageFault('stores what is POSTed to an upload URL', (call, next) =>
      call.request.method === 'POST' && isUploadUrl(call) ? overwrites(call, call.bytes) : next(),
    ),
  ],
});

test(
  'MUST refuse DELETE and POST to an upload URL and keep the file',
  putOnly,
  async ({ session, judge }) => {
    const cargo = plainCargo('put only', 'put-only.pdf');
    const ticket = await ticketFor(session, cargo, { occasion: 'put only' });
    const early = await session.storage.ask('DELETE', ticket.url, { occasion: 'before the PUT' });
    judge.each(early, turnedDown, 'DELETE to an upload URL before its PUT');
    const { last: first } = await put(session, ticket, cargo);
    if (!isStored(first)) {
      await judgeLate(session, judge, first, 'PUT after a DELETE of its URL');
      return;
    }
    await fetchBack(session, ticket.fileId);
    const { last: posted } = await session.storage.put(
      ticket.url,
      payloadOf(plainCargo('what nobody uploaded').bytes),
      {
        method: 'POST',
        contentType: cargo.contentType,
      },
    );
    judge.each(posted, turnedDown, 'POST of another file to an upload URL');
    // With the type, which the signature may cover.
    const typed: HeaderList = [['Content-Type', cargo.contentType]];
    const deleted = await session.storage.ask('DELETE', ticket.url, { headers: typed });
    judge.each(deleted, turnedDown, 'DELETE to an upload URL');
    const back = await fetchBack(session, ticket.fileId, { occasion: 'after POST and DELETE' });
    judgeBytes(judge, cargo.bytes, back, 'after POST and DELETE');
  },
);

const narrow = requirement({
  id: 'UPL-21',
  level: 'SHOULD',
  clause: ['P: URL Types', 'P: Upload Example'],
  quote: '"contentType": "application/pdf"',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('takes a PUT of another type', (call, next) =>
      isPut(call) && isUploadUrl(call)
        ? next({ headers: { 'content-type': call.url.searchParams.get('type') } })
        : next(),
    ),
    storageFault('compares the type of a PUT up to the slash', (call, next) => {
      const [given, meant] = [call.request.headers.get('content-type'), call.url.searchParams.get('type')];
      return isPut(call) && isUploadUrl(call) && given?.split('/')[0] === meant?.split('/')[0]
        ? next({ headers: { 'content-type': meant } })
        : next();
    }),
    storageFault('delivers the file at the upload URL', (call, next) =>
      call.request.method === 'GET' && isUploadUrl(call) ? next({ url: signedFor('GET', call) }) : next(),
    ),
  ],
});

test(
  'SHOULD take nothing but a PUT of the announced type at an upload URL',
  narrow,
  async ({ session, judge }) => {
    const { cargo, ticket, mistyped } = await putMistyped(session);
    judge.each(mistyped, turnedDown, 'PUT as application/json to an upload URL for application/pdf');
    const { last: genuine } = await put(session, ticket, cargo);
    if (!isStored(genuine) && !isStored(mistyped)) {
      await judgeLate(session, judge, genuine, 'PUT after one of another type was refused');
      return;
    }
    judge.each((await session.storage.get(ticket.url)).last, turnedDown, 'GET of an upload URL');
  },
);
