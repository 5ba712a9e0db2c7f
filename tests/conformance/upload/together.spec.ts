import type { Exchange } from '../../../src/client/exchange.ts';
import { textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judge } from '../../../src/judge.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { nameComplaint } from '../../../src/judgement/file-name.ts';
import { deliveryIn, digestOf } from '../../../src/judgement/retrieval.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { changesTicket, changesUploaded, isPut, stores } from '../../../src/reference/defects/uploads.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { askUpload, ticketIn } from '../../../src/traffic/upload/ask.ts';
import { plainCargo, roundTrips } from '../../../src/traffic/upload/cargo.ts';
import type { Cargo } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { judgeBytes } from './judge-bytes.ts';

/** Uploads several files, each step for all of them at once, then judges each by its own bytes. */
async function sendTogether(
  session: Session,
  judge: Judge,
  cargoes: readonly Cargo[],
  occasion: string,
): Promise<void> {
  const asked = await Promise.all(
    cargoes.map((cargo, index) => askUpload(session, cargo, { occasion: `${occasion} ${index + 1}` })),
  );
  const tickets = asked.map(
    (exchange) => ticketIn(exchange) ?? session.giveUp('no upload URL is handed out (UPL-01)'),
  );
  const ids = new Set(tickets.map(({ fileId }) => fileId));
  judge.together(asked, () =>
    ids.size === tickets.length
      ? undefined
      : { received: `${ids.size} fileIds for ${tickets.length} uploads`, expected: 'a fileId for each' },
  );
  const puts = await Promise.all(
    cargoes.map(async (cargo, index) => (await put(session, { url: tickets[index]?.url ?? '' }, cargo)).last),
  );
  if (!puts.every(isStored)) session.giveUp('a PUT is refused (UPL-04)');
  const backs = await Promise.all(tickets.map(({ fileId }) => fetchBack(session, fileId)));
  for (const [index, back] of backs.entries()) {
    const { bytes = new Uint8Array(), fileName = '' } = cargoes[index] ?? {};
    const because = `${occasion}, file ${index + 1}`;
    judgeBytes(judge, bytes, back, because);
    if (back.members !== undefined)
      judge.each(back.described, () => nameComplaint(fileName, back.members?.['filename']), because);
  }
}

/** Mixes up what happens within a short time. */
function mixesUp(name: string, when: (call: { url: URL }) => boolean): Defect {
  const last = new WeakMap<object, { at: number; bytes: Uint8Array }>();
  return stores(name, (bytes, call) => {
    const before = last.get(call.reference);
    const now = Date.now();
    last.set(call.reference, { at: now, bytes });
    return before !== undefined && now - before.at < 20 && when(call) && before.bytes.length === bytes.length
      ? before.bytes
      : bytes;
  });
}

const atOnce = requirement({
  id: 'UPL-13',
  level: 'MUST',
  clause: ['P: Upload Example'],
  quote: '"fileId": "file_xyz789"',
  effect: 'writes',
  profile: 'upload',
  defects: [
    mixesUp('stores the bytes of the upload before', () => true),
    (() => {
      let current: { at: number; id: unknown } = { at: 0, id: undefined };
      return changesTicket('hands out one fileId for uploads at the same time', (body) => {
        const now = Date.now();
        if (now - current.at > 50) current = { at: now, id: body['fileId'] };
        return { ...body, fileId: current.id };
      });
    })(),
  ],
});

test('MUST keep uploads at once apart', atOnce, async ({ session, judge }) => {
  const cargoes = [1, 2, 3, 4, 5].map((index) => plainCargo(`at once ${index}`, `at-once-${index}.pdf`));
  await sendTogether(session, judge, session.take(cargoes, 'uploads'), 'at once');
});

const sameName = requirement({
  id: 'UPL-18',
  level: 'MUST',
  clause: ['P: URL Types', 'P: Upload Example'],
  quote: 'upload: Get URL to upload new file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    (() => {
      const seen = new Map<string, Set<unknown>>();
      return changesUploaded('numbers uploads of the same name', (body, { asked }) => {
        const name = String(body['filename']);
        const ids = seen.get(name) ?? new Set<unknown>();
        seen.set(name, ids.add(asked['fileId']));
        const rank = [...ids].indexOf(asked['fileId']);
        return rank === 0 ? body : { ...body, filename: name.replace('.', ` (${rank}).`) };
      });
    })(),
    (() => {
      const known = new Map<string, Buffer>();
      return stores('stores files that begin alike once', (bytes) => {
        const start = bytes.subarray(0, 256).toString('latin1');
        const first = known.get(start) ?? bytes;
        known.set(start, first);
        return first;
      });
    })(),
    (() => {
      const paths = new WeakMap<object, Map<string, string>>();
      return changesTicket('stores files by their names', (body, { asked, reference }) => {
        const known = paths.get(reference) ?? new Map<string, string>();
        paths.set(reference, known);
        const name = textOf(asked['fileName'] as string);
        const url = new URL(String(body['url']));
        const path = known.get(name) ?? url.pathname;
        known.set(name, path);
        const expires = Number(url.searchParams.get('expires'));
        const type = url.searchParams.get('type') ?? '';
        return { ...body, url: reference.sign('PUT', path, expires, { type }).href };
      });
    })(),
  ],
});

test('MUST keep two uploads of the same name apart', sameName, async ({ session, judge }) => {
  // Of one size and alike but for their ends: a server that tells contents apart by their beginning takes them for one.
  const cargoes = [1, 2].map((index) => {
    const cargo = plainCargo('same name', 'same-name.pdf');
    return {
      ...cargo,
      bytes: Buffer.concat([cargo.bytes, Buffer.alloc(4096, 'x'), Buffer.from(String(index))]),
    };
  });
  await sendTogether(session, judge, cargoes, 'same name');
});

const readable = requirement({
  id: 'UPL-23',
  level: 'MUST',
  clause: ['P: Download Example', '#/paths/~1v1~1files~1url/post/description'],
  quote: 'Get a URL to download an existing file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    (() => {
      const reads = new WeakMap<object, Map<string, number>>();
      return storageFault('delivers an uploaded file twice, then no more', async (call, next) => {
        const counts = reads.get(call.reference) ?? new Map<string, number>();
        reads.set(call.reference, counts);
        const uploaded = call.reference.files.atPath(call.url.pathname)?.type === 'upload';
        if (call.request.method !== 'GET' || !uploaded) return next();
        counts.set(call.url.pathname, (counts.get(call.url.pathname) ?? 0) + 1);
        return (counts.get(call.url.pathname) ?? 0) > 2 ? new Response('gone', { status: 410 }) : next();
      });
    })(),
    (() => {
      const busy = new WeakSet();
      return storageFault('delivers half of a file that is read twice at once', async (call, next) => {
        if (isPut(call)) return next();
        const second = busy.has(call.reference);
        busy.add(call.reference);
        const response = await next();
        const bytes = await response.arrayBuffer();
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (!second) busy.delete(call.reference);
        const { status, headers } = response;
        if (!second || status !== 200) return new Response(bytes, { status, headers });
        headers.set('content-length', String(Math.floor(bytes.byteLength / 2)));
        return new Response(bytes.slice(0, Math.floor(bytes.byteLength / 2)), { status, headers });
      });
    })(),
  ],
});

test(
  'MUST deliver an uploaded file again and to several readers at once',
  readable,
  async ({ session, judge }) => {
    const trips = (await roundTrips(session)).filter(({ back }) => back?.delivery !== undefined);
    const [trip] = [...trips].sort((a, b) => b.cargo.bytes.length - a.cargo.bytes.length);
    const first = trip?.back?.delivery;
    const url = objectIn(trip?.back?.described.response)?.['url'];
    if (trip?.ticket === undefined || first === undefined || typeof url !== 'string')
      return session.giveUp('no uploaded file comes back (UPL-09)');
    const other = await fetchBack(session, trip.ticket.fileId, { occasion: 'second reader' });
    const otherUrl = textOf(other.members?.['url']);
    const readers = [url, url, ...(URL.canParse(otherUrl) ? [otherUrl, otherUrl] : [])];
    const parallel = await Promise.all(
      readers.map((one, index) => session.storage.get(one, { occasion: `reader ${index + 1}` })),
    );
    const again = await session.storage.get(url, { occasion: 'after all readers' });
    for (const { last } of [...parallel, again]) judge.each(last, () => sameAs(digestOf(first), last));
  },
);

function sameAs(digest: string, exchange: Exchange): { received: string; expected: string } | undefined {
  const got = deliveryIn(exchange);
  if (got !== undefined && digestOf(got) === digest) return undefined;
  const { status, size } = exchange.response ?? { status: 0, size: 0 };
  return { received: `${status} with ${size} octets`, expected: 'the same file as at the first time' };
}
