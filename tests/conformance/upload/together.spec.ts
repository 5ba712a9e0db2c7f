import { setTimeout as pause } from 'node:timers/promises';
import { textOf } from '../../../src/contract/json.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judge } from '../../../src/judge.ts';
import { nameComplaint } from '../../../src/judgement/file-name.ts';
import { isSuccess, stored as isTaken, summary } from '../../../src/judgement/status.ts';
import { both, fault, storageFault } from '../../../src/reference/defects/fault.ts';
import { isDownload, serves } from '../../../src/reference/defects/storage.ts';
import { changesTicket, changesUploaded, isPut, stores } from '../../../src/reference/defects/uploads.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { ticketIn } from '../../../src/traffic/upload/ask.ts';
import { cargoesAtOnce, occasionAtOnce } from '../../../src/traffic/upload/at-once.ts';
import type { Cargo } from '../../../src/traffic/upload/round-trip.ts';
import { askWithAnyType, fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { deleteFirst, sendNamesakes } from '../../../src/traffic/upload/same-name.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeMember } from './judge-member.ts';

/** What a server answers that takes a name once. */
const takenStatuses: readonly number[] = [400, 409, 422];

/** Uploads several files, each step for all of them at once, then judges each by its own bytes. */
async function sendTogether(
  session: Session,
  judge: Judge,
  cargoes: readonly Cargo[],
  occasion: string,
): Promise<void> {
  const answers = await Promise.all(
    cargoes.map((cargo, index) => askWithAnyType(session, cargo, `${occasion} ${index + 1}`)),
  );
  const asked = answers.filter(({ cargo, exchange }) => !isNameTaken(cargo, exchange, answers));
  const tickets = asked.map(
    ({ exchange }) => ticketIn(exchange) ?? session.giveUp('no upload URL is handed out (UPL-01)'),
  );
  const ids = new Set(tickets.map(({ fileId }) => fileId));
  const exchanges = asked.map(({ exchange }) => exchange);
  judge.together(exchanges, () =>
    ids.size === tickets.length
      ? undefined
      : { received: `${ids.size} fileIds for ${tickets.length} uploads`, expected: 'a fileId for each' },
  );
  const puts = await Promise.all(
    asked.map(
      async ({ cargo }, index) => (await put(session, { url: tickets[index]?.url ?? '' }, cargo)).last,
    ),
  );
  if (!puts.some(isStored)) session.giveUp('every PUT is refused (UPL-04)');
  for (const one of puts) judge.each(one, isTaken, `${occasion}, while others are taken`);
  if (!puts.every(isStored)) return;
  await judgeApart(
    session,
    judge,
    asked.map(({ cargo }, index) => ({ cargo, fileId: tickets[index]?.fileId ?? '' })),
    occasion,
  );
}

/** True for a refusal of a name that another of the uploads has. */
function isNameTaken(
  cargo: Cargo,
  exchange: Exchange,
  answers: readonly { readonly cargo: Cargo; readonly exchange: Exchange }[],
): boolean {
  const isRefused = isAnswered(exchange) && takenStatuses.includes(exchange.response.status);
  const sameName = answers.filter((one) => one.cargo.fileName === cargo.fileName);
  return isRefused && sameName.some((one) => isAnswered(one.exchange) && isSuccess(one.exchange));
}

/** Views all files at once, and judges each by its own bytes and name. */
async function judgeApart(
  session: Session,
  judge: Judge,
  files: readonly { readonly cargo: Cargo; readonly fileId: string }[],
  occasion: string,
): Promise<void> {
  const backs = await Promise.all(files.map(({ fileId }) => fetchBack(session, fileId, { action: 'view' })));
  for (const [index, { cargo }] of files.entries()) {
    const back = backs[index];
    if (back === undefined) continue;
    const because = `${occasion}, file ${index + 1}: ${cargo.note}`;
    judgeBytes(judge, cargo.bytes, back, because);
    judgeMember(judge, back, 'contentType', cargo.contentType, because);
    if (back.members !== undefined)
      judge.each(back.described, () => nameComplaint(cargo.fileName, back.members?.['filename']), because);
  }
}

/** Mixes up what happens within a short time. */
function mixesUp(name: string): Defect {
  const last = new WeakMap<object, { at: number; bytes: Uint8Array }>();
  return stores(name, (bytes, call) => {
    const before = last.get(call.reference);
    const now = Date.now();
    last.set(call.reference, { at: now, bytes });
    return before !== undefined && now - before.at < 20 ? before.bytes : bytes;
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
    mixesUp('stores the bytes of the upload before'),
    (() => {
      const latest = new Map<string, Buffer>();
      const names = new Map<string, string>();
      return both(
        'keeps what comes at once under the name of the file',
        changesTicket('', (body, { asked }) => {
          names.set(new URL(String(body['url'])).pathname, textOf(asked['fileName'] as string));
          return body;
        }),
        storageFault('', async (call, next) => {
          if (!isPut(call)) return next();
          const name = names.get(call.url.pathname) ?? '';
          latest.set(name, Buffer.from(call.bytes));
          await pause(100);
          return next({ body: latest.get(name) ?? call.bytes });
        }),
      );
    })(),
    (() => {
      const latest = new Map<number, Buffer>();
      return storageFault('keeps what comes at once under its length', async (call, next) => {
        if (!isPut(call)) return next();
        latest.set(call.bytes.length, Buffer.from(call.bytes));
        await pause(100);
        return next({ body: latest.get(call.bytes.length) ?? call.bytes });
      });
    })(),
    (() => {
      const first = new Map<string, unknown>();
      const names = new Map<unknown, unknown>();
      const put = stores('', (bytes, call) => {
        const file = call.reference.files.atPath(call.url.pathname);
        const octets = `${file?.tenant} ${bytes.toString('base64')}`;
        first.set(octets, first.get(octets) ?? file?.filename);
        names.set(file?.fileId, first.get(octets));
        return bytes;
      });
      return both(
        'gives files of the same octets one name',
        put,
        changesUploaded('', (body, { asked }) => ({
          ...body,
          filename: names.get(asked['fileId']) ?? body['filename'],
        })),
      );
    })(),
    serves('adds a script to a page', async (response) => {
      const page = await response.clone().text();
      return page.includes('</body>')
        ? new Response(page.replace('</body>', '<script src="/rum.js"></script>$&'), {
            headers: { 'content-type': response.headers.get('content-type') ?? '' },
          })
        : response;
    }),
    serves('shows a preview of large photographs to who views them', async (response, call) => {
      const isPhoto = response.headers.get('content-type') === 'image/jpeg';
      if (!isPhoto || isDownload(call)) return response;
      const bytes = await response.arrayBuffer();
      const headers = { 'content-type': 'image/jpeg' };
      return new Response(bytes.byteLength > 4096 ? bytes.slice(0, 4096) : bytes, { headers });
    }),
    changesUploaded('has a list of types with names of its own', (body) => ({
      ...body,
      contentType: String(body['contentType']).replace('image/jpeg', 'image/jpg'),
    })),
    changesUploaded('calls an upload named null untitled', (body) =>
      body['filename'] === 'null' ? { ...body, filename: 'untitled' } : body,
    ),
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
  await sendTogether(session, judge, cargoesAtOnce(session), occasionAtOnce);
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
      const known = new Map<string, Buffer>();
      return stores('stores files of the same octets in another order once', (bytes) => {
        const octets = bytes.toSorted().toString();
        const first = known.get(octets) ?? bytes;
        known.set(octets, first);
        return first;
      });
    })(),
    fault('deletes all files of the name', async (call, next) => {
      const { files } = call.reference;
      const file = files.withId(call.url.pathname.split('/').at(-1) ?? '');
      const response = await next();
      if (call.request.method !== 'DELETE' || !response.ok || file === undefined) return response;
      for (const other of files.ofTenant(file.tenant))
        if (other.filename === file.filename) files.remove(other);
      return response;
    }),
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
  const files: { cargo: Cargo; fileId: string; asked: Exchange }[] = [];
  const sendings = await sendNamesakes(session);
  for (const [index, { cargo, asked, ticket, put: sent }] of sendings.entries()) {
    if (index > 0 && isAnswered(asked) && takenStatuses.includes(asked.response.status)) {
      judge.inapplicable(`the target takes a name once: ${summary(asked)}`);
      return;
    }
    if (ticket === undefined || sent === undefined)
      return session.giveUp('no upload URL is handed out (UPL-01)');
    if (index === 0 && !isStored(sent)) session.giveUp('the PUT is refused (UPL-04)');
    judge.each(sent, isTaken, `PUT of file ${index + 1} of the same name`);
    if (isStored(sent)) files.push({ cargo, fileId: ticket.fileId, asked });
  }
  const ids = new Set(files.map(({ fileId }) => fileId));
  judge.together(
    files.map(({ asked }) => asked),
    () =>
      ids.size === files.length
        ? undefined
        : { received: 'one fileId for two uploads of one name', expected: 'a fileId for each' },
  );
  // The second is read when the first is gone.
  const gone = (await deleteFirst(session, sendings))?.gone;
  const isGone = gone !== undefined && isAnswered(gone) && isSuccess(gone);
  await judgeApart(
    session,
    judge,
    files,
    isGone ? 'same name, the first file read and deleted' : 'same name',
  );
});
