import type { Answered, ReceivedResponse } from '../../../src/client/exchange.ts';
import { textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judge, Judgement } from '../../../src/judge.ts';
import { objectIn, sentObject } from '../../../src/judgement/body.ts';
import { changeSince, deliveryIn } from '../../../src/judgement/retrieval.ts';
import { summary, turnedDown } from '../../../src/judgement/status.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { honours } from '../../../src/reference/defects/storage.ts';
import { isPut } from '../../../src/reference/defects/uploads.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { withForgedSignature } from '../../../src/traffic/tampering/forged-signature.ts';
import { withOtherObject, withoutQuery } from '../../../src/traffic/tampering/other-object.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import { fetchBack } from '../../../src/traffic/upload/round-trip.ts';

/** An uploaded file that came back: the URL that it came from, one for the other action, that of another upload, and what came. */
interface Reading {
  readonly answer: Answered;
  readonly url: string;
  readonly otherUrl: string;
  readonly ofAnother: string;
  readonly first: ReceivedResponse;
}

async function largest(session: Session): Promise<Reading> {
  const trips = (await roundTrips(session)).filter(({ back }) => back?.delivery !== undefined);
  const [trip, ...others] = [...trips].sort((a, b) => b.cargo.bytes.length - a.cargo.bytes.length);
  const first = trip?.back?.delivery;
  const answer = trip?.back?.described as Answered | undefined;
  const url = objectIn(answer?.response)?.['url'];
  if (trip?.ticket === undefined || answer === undefined || first === undefined || typeof url !== 'string')
    return session.giveUp('no uploaded file comes back (UPL-09)');
  const own = sentObject(answer)?.['action'];
  const action = own === 'view' ? 'download' : 'view';
  const other = await fetchBack(session, trip.ticket.fileId, { action, occasion: 'second reader' });
  const alike = others.find(({ back }) => back && sentObject(back.described)?.['action'] === own);
  return {
    ...{ answer, url, first },
    otherUrl: textOf(other.members?.['url']),
    ofAnother: textOf(alike?.back?.members?.['url']),
  };
}

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
    const { url, otherUrl, first } = await largest(session);
    const readers = [url, url, ...(URL.canParse(otherUrl) ? [otherUrl, otherUrl] : [])];
    const parallel = await Promise.all(
      readers.map((one, index) => session.storage.get(one, { occasion: `reader ${index + 1}` })),
    );
    const again = await session.storage.get(url, { occasion: 'after all readers' });
    for (const { last } of [...parallel, again]) judge.each(last, sameAs(first));
  },
);

function sameAs(first: ReceivedResponse): Judgement {
  return (answer) => {
    const got = deliveryIn(answer);
    const received = got === undefined ? summary(answer) : changeSince(first, got);
    return received === undefined ? undefined : { received, expected: 'the same file as at the first time' };
  };
}

const guarded = requirement({
  id: 'UPL-31',
  level: 'MUST',
  clause: ['P: Overview'],
  quote: 'Signed URLs provide secure, time-limited access to file storage without exposing credentials',
  effect: 'writes',
  profile: 'upload',
  defects: [
    honours('has public uploads', ({ url, reference }) =>
      url.search === '' && reference.files.atPath(url.pathname)?.type === 'upload' ? {} : undefined,
    ),
    honours('has public pictures', ({ url, reference }) =>
      url.search === '' && reference.files.atPath(url.pathname)?.contentType.startsWith('image/') === true
        ? {}
        : undefined,
    ),
    honours('does not verify the signatures of URLs for reading uploads', ({ url, reference, request }) =>
      request.method === 'GET' && reference.files.atPath(url.pathname)?.type === 'upload' ? {} : undefined,
    ),
    honours('takes the signature of one upload for another', (call) => {
      const { reference, url } = call;
      const { disposition = '', signature = '', expires = '' } = Object.fromEntries(url.searchParams);
      return reference.files
        .ofTenant(reference.main.tenant)
        .filter(({ type }) => type === 'upload')
        .map(({ objectPath }) => reference.sign('GET', objectPath, Number(expires), { disposition }))
        .some((sound) => sound.searchParams.get('signature') === signature)
        ? {}
        : undefined;
    }),
  ],
});

test(
  'MUST refuse the URL of an uploaded file without its query, with another signature or for another file',
  guarded,
  async ({ session, judge }) => {
    const { answer, url, otherUrl, ofAnother, first } = await largest(session);
    const naked = withoutQuery(url, otherUrl);
    const changed = [
      ...naked,
      ...withForgedSignature(url, otherUrl).slice(0, 1),
      ...(URL.canParse(ofAnother) ? withOtherObject(url, ofAnother, otherUrl) : []),
    ];
    if (changed.length === 0) judge.inapplicable('the URL shows nothing that could be changed');
    for (const { url: forged, note } of changed) {
      const { last } = await session.storage.get(forged);
      // What names a file for people alone may be changed: then the same file comes.
      const got = deliveryIn(last);
      const isOwn =
        got !== undefined && changeSince(first, got) === undefined && note.startsWith('the object');
      judge.together(
        [answer, last],
        ([, refused]) => (isOwn ? undefined : refused && turnedDown(refused)),
        note,
      );
    }
    if (naked.length > 0) await judgePicture(session, judge);
  },
);

/** A picture is what a storage may take for public; where the query of a file grants access, that of a picture has to as well. */
async function judgePicture(session: Session, judge: Judge): Promise<void> {
  const { typed } = await labelledTrips(session);
  const picture = typed.find(({ cargo, back }) => back?.delivery && cargo.contentType.startsWith('image/'));
  const described = picture?.back?.described;
  const url = objectIn(described?.response)?.['url'];
  const [naked] = typeof url === 'string' ? withoutQuery(url, url) : [];
  if (described === undefined || naked === undefined) return;
  const { last } = await session.storage.get(naked.url);
  judge.together([described, last], ([, got]) => got && turnedDown(got), `a picture, ${naked.note}`);
}
