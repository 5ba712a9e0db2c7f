import type { HeaderList } from '../../../src/client/exchange.ts';
import { payloadOf } from '../../../src/client/payload.ts';
import { test } from '../../../src/fixtures.ts';
import { textOf } from '../../../src/contract/json.ts';
import { quoted } from '../../../src/judgement/body.ts';
import { turnedDown } from '../../../src/judgement/status.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import { both, storageFault } from '../../../src/reference/defects/fault.ts';
import { signedFor } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';
import { partsOf, replaced } from '../../../src/traffic/tampering/parts.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import type { RoundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack, roundTrip } from '../../../src/traffic/upload/round-trip.ts';
import { judgeBytes } from '../upload/judge-bytes.ts';

/** Says in a POST what method is meant. */
const override = 'X-HTTP-Method-Override';
const pdf: HeaderList = [['Content-Type', 'application/pdf']];
const otherBytes = plainCargo('what nobody uploaded').bytes;

/** A file of our own that can be fetched, with a URL for each action. */
async function ownFile(
  session: Session,
): Promise<{ trip: RoundTrip; fileId: string; urls: [string, string][] }> {
  const trip = await roundTrip(session, plainCargo('read only', 'read-only.pdf'), { occasion: 'read only' });
  if (trip.back?.delivery === undefined || trip.ticket === undefined)
    return session.giveUp('no file of our own can be fetched (UPL-05)');
  const { fileId } = trip.ticket;
  const actions = enumOf(memberOf(session.request, 'action')).map(String);
  const urls = await Promise.all(
    actions.map(async (action): Promise<[string, string]> => {
      const { members } = await fetchBack(session, fileId, { action });
      return [action, textOf(members?.['url'])];
    }),
  );
  return { trip, fileId, urls: urls.filter(([, url]) => URL.canParse(url)) };
}

const readOnly = requirement({
  id: 'URL-08',
  level: 'MUST',
  clause: ['P: URL Types', 'P: Overview'],
  quote: 'download: Get URL to download existing file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('does not sign the method', (call, next) =>
      call.request.method === 'PUT' && call.url.searchParams.has('disposition')
        ? next({ url: signedFor('PUT', call), headers: { 'content-type': 'application/pdf' } })
        : next(),
    ),
    both(
      'signs nothing of the action that its URLs name',
      changesBody('', (body, { asked }) =>
        asked['action'] === 'upload'
          ? body
          : {
              ...body,
              url: `${String(body['url'])}&action=${asked['action'] === 'download' ? 'download' : 'view'}`,
            },
      ),
      storageFault('', (call, next) => {
        const url = new URL(call.url);
        url.searchParams.delete('action');
        return call.request.method === 'PUT' && call.url.searchParams.get('action') === 'upload'
          ? next({ url: signedFor('PUT', call), headers: { 'content-type': 'application/pdf' } })
          : next({ url });
      }),
    ),
    storageFault('lets a download URL empty the file', (call, next) =>
      call.request.method === 'PUT' && call.bytes.length === 0 && call.url.searchParams.has('disposition')
        ? next({ url: signedFor('PUT', call), headers: { 'content-type': 'application/pdf' } })
        : next(),
    ),
    storageFault('lets a view URL be written in chunks', (call, next) =>
      call.request.method === 'PUT' &&
      call.request.headers.has('transfer-encoding') &&
      call.url.searchParams.get('disposition') === 'inline'
        ? next({ url: signedFor('PUT', call), headers: { 'content-type': 'application/pdf' } })
        : next(),
    ),
    storageFault('lets a download URL be patched', (call, next) =>
      call.request.method === 'PATCH' ? Promise.resolve(new Response(null, { status: 204 })) : next(),
    ),
    storageFault('deletes for a POST that says DELETE', async (call, next) => {
      const file = call.reference.files.atPath(call.url.pathname);
      if (call.request.headers.get('x-http-method-override') === 'DELETE' && file !== undefined)
        await call.reference.store.remove(file);
      return next();
    }),
    storageFault('takes a POST with a body for a PUT', (call, next) =>
      call.request.method === 'POST' && call.bytes.length > 0 && call.url.searchParams.has('disposition')
        ? next({ method: 'PUT', url: signedFor('PUT', call), headers: { 'content-type': 'application/pdf' } })
        : next(),
    ),
    (() => {
      const marked = new Set<unknown>();
      return both(
        'writes the metadata before it refuses a PUT to a download URL',
        storageFault('', (call, next) => {
          const file = call.reference.files.atPath(call.url.pathname);
          if (call.request.method === 'PUT' && call.url.searchParams.has('disposition'))
            marked.add(file?.fileId);
          return next();
        }),
        changesBody('', (body, { asked }) =>
          marked.has(asked['fileId']) ? { ...body, contentType: 'application/octet-stream' } : body,
        ),
      );
    })(),
    storageFault('lets objects be deleted by their path', async (call, next) => {
      const file = call.reference.files.atPath(call.url.pathname);
      if (call.request.method === 'DELETE' && call.url.search === '' && file !== undefined)
        await call.reference.store.remove(file);
      return next();
    }),
    storageFault('answers DELETE to a download URL with 204', (call, next) =>
      call.request.method === 'DELETE' ? Promise.resolve(new Response(null, { status: 204 })) : next(),
    ),
    storageFault('deletes by a view URL and says 403', async (call, next) => {
      if (call.request.method === 'DELETE' && call.url.searchParams.get('disposition') === 'inline')
        await call.reference.handle(
          new Request(signedFor('PUT', call), {
            method: 'PUT',
            headers: { 'content-type': 'application/pdf' },
            body: 'emptied',
          }),
        );
      return next();
    }),
  ],
});

test(
  'MUST refuse PUT, DELETE and PATCH to a download or view URL and keep the file',
  readOnly,
  async ({ session, judge }) => {
    const { trip, fileId, urls } = await ownFile(session);
    const actions = urls.map(([action]) => action);
    for (const [index, [action, url]] of urls.entries()) {
      const contentType = 'application/pdf';
      for (const bytes of [otherBytes, new Uint8Array()]) {
        const { last } = await session.storage.put(url, payloadOf(bytes), { contentType });
        judge.each(last, turnedDown, `PUT of ${bytes.length} octets to a ${action} URL`);
      }
      // What comes in chunks, or is of another type, may take another way.
      const other =
        index % 2 === 0 ? { contentType, framing: 'chunked' as const } : { contentType: 'text/plain' };
      const { last: unusual } = await session.storage.put(url, payloadOf(otherBytes), other);
      judge.each(
        unusual,
        turnedDown,
        `PUT ${'framing' in other ? 'in chunks' : 'as text/plain'} to a ${action} URL`,
      );
      for (const turned of asUpload(url, actions)) {
        const { last } = await session.storage.put(turned, payloadOf(otherBytes), {
          contentType: 'application/pdf',
        });
        judge.each(last, turnedDown, `PUT to a ${action} URL that says upload instead`);
      }
      judge.each(await session.storage.ask('DELETE', url), turnedDown, `DELETE to a ${action} URL`);
      judge.each(await session.storage.ask('PATCH', url), turnedDown, `PATCH to a ${action} URL`);
      // POST is for URL-12 to judge.
      await session.storage.ask('POST', url, { headers: [[override, 'DELETE']] });
      await session.storage.ask('POST', url, {
        ...{ headers: [...pdf, [override, 'PUT']], body: otherBytes, occasion: 'with a body' },
      });
    }
    // What is answered is left open; the file is looked at below.
    for (const bare of new Set(urls.map(([, url]) => url.replace(/[?#].*$/s, ''))))
      if (urls.every(([, url]) => url !== bare)) await session.storage.ask('DELETE', bare);
    const back = await fetchBack(session, fileId, { occasion: 'after PUT and DELETE' });
    judgeBytes(
      judge,
      trip.cargo.bytes,
      back,
      'after PUT, DELETE, PATCH and POST to its download and view URLs, and DELETE to them without their query',
    );
    for (const member of ['filename', 'contentType', 'fileSize']) {
      const [before, after] = [trip.back, back].map((each) => each?.members?.[member]);
      judge.each(back.described, () =>
        back.members === undefined || after === before
          ? undefined
          : { received: `${member} ${quoted(after)}`, expected: `${quoted(before)}, as before them` },
      );
    }
  },
);

/** The URL with `upload` for each value of its query that is an action; none when there is none. */
function asUpload(url: string, actions: readonly string[]): string[] {
  const said = partsOf(url).filter(({ value }) => actions.includes(value.toLowerCase()));
  return said.map((part) => replaced(url, part, 'upload'));
}

const noPost = requirement({
  id: 'URL-12',
  level: 'SHOULD',
  clause: ['P: URL Types'],
  quote: 'download: Get URL to download existing file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    storageFault('answers POST to a download URL like GET', (call, next) =>
      call.request.method === 'POST' ? next({ method: 'GET' }) : next(),
    ),
  ],
});

test('SHOULD refuse POST to a download or view URL', noPost, async ({ session, judge }) => {
  const { urls } = await ownFile(session);
  for (const [action, url] of urls) {
    judge.each(await session.storage.ask('POST', url), turnedDown, `POST to a ${action} URL`);
    const head = await session.storage.ask('HEAD', url);
    judge.note(`HEAD to a ${action} URL is answered ${head.response?.status ?? 'not at all'}`);
  }
});
