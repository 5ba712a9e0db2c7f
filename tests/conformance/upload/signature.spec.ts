import { payloadOf } from '../../../src/client/payload.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { expiryOf, lifetimeOf } from '../../../src/judgement/expiry.ts';
import { refusedWith, stored, turnedDown } from '../../../src/judgement/status.ts';
import { test } from '../../../src/fixtures.ts';
import type { Exchange, HeaderList } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import type { Judge } from '../../../src/judge.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import type { Call } from '../../../src/reference/defects/fault.ts';
import { isPut, overwrites, signedFor, takesPut } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import type { ShownExpiry } from '../../../src/traffic/tampering/expiry.ts';
import { shownExpiries } from '../../../src/traffic/tampering/expiry.ts';
import { withForgedSignature, withoutSignature } from '../../../src/traffic/tampering/forged-signature.ts';
import {
  withChangedPath,
  withOtherObject,
  withoutQuery,
} from '../../../src/traffic/tampering/other-object.ts';
import type { Tampered } from '../../../src/traffic/tampering/parts.ts';
import type { Ticket, UploadOptions } from '../../../src/traffic/upload/ask.ts';
import { askUpload, ticketIn } from '../../../src/traffic/upload/ask.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import type { Cargo } from '../../../src/traffic/upload/round-trip.ts';
import { filler } from '../../../src/traffic/upload/filler.ts';
import { fetchBack, isStored, put, send } from '../../../src/traffic/upload/round-trip.ts';
import { putMistyped } from '../../../src/traffic/upload/there-and-back.ts';
import { judgeBytes } from './judge-bytes.ts';

async function ticketFor(
  session: Session,
  cargo: Cargo,
  occasion: string,
  lifetime: Pick<UploadOptions, 'expiresInMinutes'> = {},
): Promise<Ticket> {
  const asked = await askUpload(session, cargo, { occasion, ...lifetime });
  return ticketIn(asked) ?? session.giveUp('no upload URL is handed out (UPL-01)');
}

/** Minutes; not the default, and not what other requests ask for. */
const siblingLifetime = 61;

const otherBytes = plainCargo('what nobody uploaded').bytes;

/** True for an upload URL, whatever is done with it. */
const isUploadUrl = ({ url }: Call): boolean => url.searchParams.has('type');

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
    const ticket = await ticketFor(session, cargo, 'put only');
    const early = await session.storage.ask('DELETE', ticket.url, { occasion: 'before the PUT' });
    judge.each(early, turnedDown, 'DELETE to an upload URL before its PUT');
    await session.storage.get(ticket.url);
    const { last: first } = await put(session, ticket, cargo);
    if (!isStored(first)) {
      await judgeLate(session, judge, first, 'PUT after a DELETE and a GET of its URL');
      return;
    }
    await fetchBack(session, ticket.fileId);
    const { last: posted } = await session.storage.put(ticket.url, payloadOf(otherBytes), {
      method: 'POST',
      contentType: cargo.contentType,
    });
    judge.each(posted, turnedDown, 'POST of another file to an upload URL');
    // With the type, which the signature may cover.
    const typed: HeaderList = [['Content-Type', cargo.contentType]];
    const deleted = await session.storage.ask('DELETE', ticket.url, { headers: typed });
    judge.each(deleted, turnedDown, 'DELETE to an upload URL');
    const back = await fetchBack(session, ticket.fileId, { occasion: 'after POST and DELETE' });
    judgeBytes(judge, cargo.bytes, back, 'after POST and DELETE');
  },
);

/** Blames a PUT that is refused after something else came to its URL; gives up when a PUT to a fresh URL is not taken either. */
async function judgeLate(
  session: Session,
  judge: Judge,
  refusedPut: Exchange,
  because: string,
): Promise<void> {
  const control = await send(session, plainCargo('control'), { occasion: 'control of a PUT' });
  if (!isStored(control.put)) session.giveUp('the PUT is refused (UPL-04)');
  judge.each(refusedPut, stored, because);
}

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

const signed = requirement({
  id: 'UPL-14',
  level: 'MUST',
  clause: ['P: Overview'],
  quote: 'Signed URLs provide secure, time-limited access to file storage without exposing credentials',
  effect: 'writes',
  profile: 'upload',
  defects: [
    takesPut('does not verify the signature of uploads', isUploadUrl),
    takesPut('takes an upload without a signature', ({ url }) => !url.searchParams.has('signature')),
    takesPut('compares the first 16 characters of the signature', (call) => {
      const { reference, url } = call;
      const { type = '', signature = '', expires = '' } = Object.fromEntries(url.searchParams);
      const sound = reference.sign('PUT', url.pathname, Number(expires), { type });
      return sound.searchParams.get('signature')?.slice(0, 16) === signature.slice(0, 16);
    }),
    takesPut('does not sign the expiry of uploads', (call) => {
      const { reference, url } = call;
      const { type = '', signature = '', expires = '' } = Object.fromEntries(url.searchParams);
      const sound = reference.sign('PUT', url.pathname, Number(expires) - 86_400, { type });
      return sound.searchParams.get('signature') === signature;
    }),
    takesPut('does not sign the path of uploads', (call) => {
      const { reference, url } = call;
      const { type = '', signature = '', expires = '' } = Object.fromEntries(url.searchParams);
      return reference.files
        .ofTenant(reference.main.tenant)
        .map(({ objectPath }) => reference.sign('PUT', objectPath, Number(expires), { type }))
        .some((sound) => sound.searchParams.get('signature') === signature);
    }),
    (() => {
      const used = new WeakMap<object, Set<string>>();
      return storageFault('verifies only the first upload to a path', async (call, next) => {
        const paths = used.get(call.reference) ?? new Set<string>();
        used.set(call.reference, paths);
        if (isPut(call) && paths.has(call.url.pathname)) return overwrites(call, call.bytes);
        const response = await next();
        if (isPut(call) && response.ok) paths.add(call.url.pathname);
        return response;
      });
    })(),
    storageFault('refuses a forged upload and stores it', async (call, next) => {
      const response = await next();
      if (isPut(call) && response.status === 403 && isUploadUrl(call)) await overwrites(call, call.bytes);
      return response;
    }),
  ],
});

test(
  'MUST refuse an upload to a URL that was changed, and store nothing',
  signed,
  async ({ session, judge }) => {
    const cargo = plainCargo('signed', 'signed.pdf');
    const ticket = await ticketFor(session, cargo, 'signed');
    // With a lifetime of its own, lest both signatures be the same where they cover nothing else.
    const other = { occasion: 'signed, sibling', expiresInMinutes: siblingLifetime };
    // A server may take a name once.
    const sibling =
      ticketIn(await askUpload(session, cargo, other)) ??
      (await ticketFor(session, plainCargo(other.occasion), `${other.occasion}, named otherwise`, other));
    const list = tampered(session, ticket, sibling, cargo.fileName);
    if (list.length === 0) {
      judge.each(ticket.answer, () => ({
        received: 'an upload URL that holds nothing that could be a signature',
        expected: 'a signed URL',
      }));
    }
    const forged = { ...cargo, bytes: otherBytes };
    const heavyAt = list.findIndex(({ note }) => note.startsWith('signature with character'));
    const large = { ...cargo, bytes: filler(session.seed, 70_001) };
    for (const [index, { url, note }] of list.entries()) {
      const isLarge = index === heavyAt;
      const { last } = await put(session, { url }, isLarge ? large : forged);
      // A storage may close the connection on a body that it does not want: then nothing is to be stored, which comes below.
      if (isLarge && !isAnswered(last)) continue;
      judge.together(
        [ticket.answer, last],
        ([, got]) => got && turnedDown(got),
        `PUT to an upload URL: ${note}`,
      );
    }
    // A storage that takes an expiry in the past does not read it: then its PUT was to the URL of that file.
    let empty = [ticket, sibling];
    for (const { past, tampered } of expiriesIn(session, sibling)) {
      const { last } = await put(session, { url: past.url }, forged);
      if (isStored(last)) {
        empty = [ticket];
        continue;
      }
      for (const { url, note } of tampered) {
        const { last } = await put(session, { url }, forged);
        judge.together(
          [sibling.answer, last],
          ([, got]) => got && turnedDown(got),
          `PUT to an upload URL: ${note}`,
        );
      }
    }
    for (const { fileId } of empty) {
      const { described } = await fetchBack(session, fileId, { mayBeMissing: true });
      judge.each(described, refusedWith(404), 'every PUT was to a changed URL: nothing is stored');
    }
    const { last: genuine } = await put(session, ticket, cargo);
    if (!isStored(genuine)) {
      await judgeLate(
        session,
        judge,
        genuine,
        'PUT after another upload URL was handed out for the same name',
      );
      return;
    }
    const [again] = withForgedSignature(ticket.url, sibling.url);
    if (again === undefined) return;
    const because = `PUT to an upload URL that was used: ${again.note}`;
    const { last } = await put(session, { url: again.url }, forged, 'once the file is there');
    judge.together([ticket.answer, last], ([, got]) => got && turnedDown(got), because);
    judgeBytes(judge, cargo.bytes, await fetchBack(session, ticket.fileId, { occasion: because }), because);
  },
);

/** The upload URL with its signature, path, object or query changed. */
function tampered(session: Session, { url }: Ticket, sibling: Ticket, fileName: string): Tampered[] {
  const pathOf = (text: string): string => text.replace(/[?#].*$/s, '');
  const named = pathOf(sibling.url) !== pathOf(url);
  return [
    ...withoutQuery(url, sibling.url),
    ...withoutSignature(url, sibling.url),
    ...session.take(withForgedSignature(url, sibling.url), 'forgedUploads'),
    ...withChangedPath(url, sibling.url, { filename: fileName, other: sibling.url }),
    // Where the path names the object, a query with its path unchanged may tell of anything.
    ...withOtherObject(url, sibling.url, sibling.url).filter(
      (other) => !named || pathOf(other.url) !== pathOf(url),
    ),
  ];
}

/** The places where an upload URL shows its expiry. */
function expiriesIn(session: Session, { url, answer }: Ticket): ShownExpiry[] {
  const { schema } = memberOf(session.request, 'expiresInMinutes');
  const announced = expiryOf(objectIn(answer.response)?.['expiresAt'], Number(schema['maximum']));
  return announced === undefined || announced.unit === 'relative minutes'
    ? []
    : shownExpiries(url, announced.value / 1000, lifetimeOf(answer, announced) / 1000);
}
