import { payloadOf } from '../../../src/client/payload.ts';
import { objectIn } from '../../../src/judgement/body.ts';
import { expiryOf, lifetimeOf } from '../../../src/judgement/expiry.ts';
import { refusedWith, turnedDown } from '../../../src/judgement/status.ts';
import { test } from '../../../src/fixtures.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { isPut, isUploadUrl, overwrites, takesPut } from '../../../src/reference/defects/uploads.ts';
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
import type { Ticket } from '../../../src/traffic/upload/ask.ts';
import { askUpload, ticketIn } from '../../../src/traffic/upload/ask.ts';
import { cargoes, plainCargo } from '../../../src/traffic/upload/cargo.ts';
import type { Cargo } from '../../../src/traffic/upload/round-trip.ts';
import { fetchBack, isStored, put } from '../../../src/traffic/upload/round-trip.ts';
import { judgeBytes } from './judge-bytes.ts';
import { judgeLate } from './judge-late.ts';
import { ticketFor } from './tickets.ts';

/** Minutes; not the default, and not what other requests ask for. */
const siblingLifetime = 61;

const signed = requirement({
  id: 'UPL-14',
  level: 'MUST',
  clause: ['P: Overview'],
  quote: 'Signed URLs provide secure, time-limited access to file storage without exposing credentials',
  effect: 'writes',
  profile: 'upload',
  defects: [
    takesPut('does not verify the signature of uploads', isUploadUrl),
    takesPut('verifies no signature of an empty upload', ({ bytes }) => bytes.length === 0),
    takesPut('verifies no signature of an upload of more than a MiB', ({ bytes }) => bytes.length > 2 ** 20),
    takesPut('verifies no signature of an upload in chunks', ({ request }) =>
      request.headers.has('transfer-encoding'),
    ),
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
    const ticket = await ticketFor(session, cargo, { occasion: 'signed' });
    // With a lifetime of its own, lest both signatures be the same where they cover nothing else.
    const other = { occasion: 'signed, sibling', expiresInMinutes: siblingLifetime };
    // A server may take a name once.
    const sibling =
      ticketIn(await askUpload(session, cargo, other)) ??
      (await ticketFor(session, plainCargo(other.occasion), {
        ...other,
        occasion: `${other.occasion}, named otherwise`,
      }));
    const list = tampered(session, ticket, sibling, cargo.fileName);
    if (list.length === 0) {
      judge.each(ticket.answer, () => ({
        received: 'an upload URL that holds nothing that could be a signature',
        expected: 'a signed URL',
      }));
    }
    const forged = { ...cargo, bytes: plainCargo('what nobody uploaded').bytes };
    const changed = list.filter(({ note }) => note.startsWith('signature with character'));
    for (const each of list) {
      const { url, note } = each;
      const { bytes, framing } = otherwise(session, changed.indexOf(each)) ?? {};
      const { last } = await session.storage.put(url, payloadOf(bytes ?? forged.bytes), {
        contentType: cargo.contentType,
        ...(framing && { framing }),
      });
      // A storage may close the connection on a body that it does not want: then nothing is to be stored, which comes below.
      if (bytes !== undefined && bytes.length > 0 && !isAnswered(last)) continue;
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

/** What goes to the first URLs with a changed signature: a large file, nothing, and a file in chunks, any of which may take another way. */
function otherwise(session: Session, nth: number): { bytes: Uint8Array; framing?: 'chunked' } | undefined {
  switch (nth) {
    case 0:
      return { bytes: largest(cargoes(session)) };
    case 1:
      return { bytes: new Uint8Array() };
    case 2:
      return { bytes: plainCargo('what nobody uploaded').bytes, framing: 'chunked' };
    default:
      return undefined;
  }
}

function largest(files: readonly Cargo[]): Uint8Array {
  return files.reduce<Uint8Array>(
    (most, { bytes }) => (bytes.length > most.length ? bytes : most),
    new Uint8Array(),
  );
}

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
