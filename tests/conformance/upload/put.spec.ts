import { payloadOf } from '../../../src/client/payload.ts';
import { test } from '../../../src/fixtures.ts';
import { turnedDown } from '../../../src/judgement/status.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { changesUploaded, isPut, stores, tellsOfPut } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import { refusedWith } from '../../../src/judgement/status.ts';
import { cargoes, plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeMember } from './judge-member.ts';
import { ticketFor } from './tickets.ts';

const chunked = requirement({
  id: 'UPL-20',
  level: 'MUST',
  clause: ['RFC 9112 §7.1', 'P: Example: Upload File'],
  quote: 'A recipient MUST be able to parse and decode the chunked transfer coding',
  effect: 'writes',
  profile: 'upload',
  defects: [
    stores(
      'stores nothing of a body without a length',
      () => new Uint8Array(),
      ({ request }) => request.headers.has('transfer-encoding'),
    ),
    tellsOfPut(
      'takes the size of a file from Content-Length',
      ({ request }) => request.headers.has('transfer-encoding') || undefined,
      (body) => ({ ...body, fileSize: 0 }),
    ),
    stores(
      'stores the first chunk only',
      (bytes) => bytes.subarray(0, 16_384),
      ({ request }) => request.headers.has('transfer-encoding'),
    ),
    stores(
      'stores the framing of chunks too',
      (bytes) =>
        Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]),
      ({ request }) => request.headers.has('transfer-encoding'),
    ),
  ],
});

test('MUST store a file whole that comes in chunks, or refuse it', chunked, async ({ session, judge }) => {
  const [content] = cargoes(session);
  const cargo = { ...plainCargo('chunks', 'chunks.pdf'), ...(content && { bytes: content.bytes }) };
  const ticket = await ticketFor(session, cargo, { occasion: 'chunks' });
  const { last } = await session.storage.put(ticket.url, payloadOf(cargo.bytes), {
    contentType: cargo.contentType,
    framing: 'chunked',
  });
  const because = 'PUT with Transfer-Encoding: chunked';
  const back = await fetchBack(session, ticket.fileId, { mayBeMissing: !isStored(last) });
  if (isStored(last)) {
    judgeBytes(judge, cargo.bytes, back, because);
    judgeMember(judge, back, 'fileSize', cargo.bytes.length, because);
  } else {
    judge.each(last, turnedDown, because);
    judge.each(back.described, refusedWith(404), `${because} was refused: nothing is stored`);
  }
});

const second = requirement({
  id: 'UPL-22',
  level: 'MUST',
  clause: ['RFC 9110 §9.3.4'],
  quote:
    'The PUT method requests that the state of the target resource be created or replaced with the state defined by the representation enclosed',
  effect: 'writes',
  profile: 'upload',
  defects: [
    (() => {
      const first = new WeakMap<object, Map<string, Buffer>>();
      const earlier = (reference: object, path: string, bytes: Buffer): Buffer | undefined => {
        const known = first.get(reference) ?? new Map<string, Buffer>();
        first.set(reference, known);
        const before = known.get(path);
        known.set(path, bytes);
        return before;
      };
      return stores('appends the second file to the first', (bytes, { reference, url }) =>
        Buffer.concat([earlier(reference, url.pathname, bytes) ?? Buffer.alloc(0), bytes]),
      );
    })(),
    (() => {
      const first = new WeakMap<object, Map<string, Buffer>>();
      return stores('writes the second file over the start of the first', (bytes, { reference, url }) => {
        const known = first.get(reference) ?? new Map<string, Buffer>();
        first.set(reference, known);
        const before = known.get(url.pathname) ?? Buffer.alloc(0);
        known.set(url.pathname, bytes);
        return Buffer.concat([bytes, before.subarray(bytes.length)]);
      });
    })(),
    (() => {
      const put = new WeakMap<object, Set<string>>();
      return storageFault('says 200 to a second PUT and keeps the first file', (call, next) => {
        const seen = put.get(call.reference) ?? new Set<string>();
        put.set(call.reference, seen);
        if (!isPut(call)) return next();
        const again = seen.has(call.url.pathname);
        seen.add(call.url.pathname);
        return again ? Promise.resolve(new Response(null, { status: 200 })) : next();
      });
    })(),
    (() => {
      const sizes = new Map<unknown, unknown>();
      return changesUploaded('keeps the size of the first file', (body, { asked }) => {
        const size = sizes.get(asked['fileId']) ?? body['fileSize'];
        sizes.set(asked['fileId'], size);
        return { ...body, fileSize: size };
      });
    })(),
  ],
});

test('MUST replace the whole file by a second PUT, or refuse that', second, async ({ session, judge }) => {
  const long = plainCargo('first, the longer one', 'second-put.pdf');
  const short = { ...long, bytes: plainCargo('second').bytes.subarray(0, 100) };
  const ticket = await ticketFor(session, long, { occasion: 'second PUT' });
  const { last: one } = await put(session, ticket, long);
  if (!isStored(one)) session.giveUp('the PUT is refused (UPL-04)');
  await fetchBack(session, ticket.fileId);
  const { last: two } = await put(session, ticket, short);
  const replaced = isStored(two);
  if (!replaced) judge.each(two, turnedDown, 'a second PUT to the same URL');
  const expected = replaced ? short : long;
  const back = await fetchBack(session, ticket.fileId, {
    occasion: 'after the second PUT',
    isStale: ({ delivery }) => replaced && delivery?.size === long.bytes.length,
  });
  const because = `a second PUT to the same URL, ${replaced ? 'taken' : 'refused'}`;
  judgeBytes(judge, expected.bytes, back, because);
  judgeMember(judge, back, 'fileSize', expected.bytes.length, because);
});
