import { textOf } from '../../../src/contract/json.ts';
import { redactUrl } from '../../../src/client/redaction.ts';
import { test } from '../../../src/fixtures.ts';
import type { Answered, Exchange, ReceivedResponse } from '../../../src/client/exchange.ts';
import { header, isAnswered } from '../../../src/client/exchange.ts';
import type { Complaint, Judge, Judgement } from '../../../src/judge.ts';
import { objectIn, textIn } from '../../../src/judgement/body.ts';
import { expiryOf, lifetimeOf } from '../../../src/judgement/expiry.ts';
import { deliveryIn, digestOf, tellsNothingOf } from '../../../src/judgement/retrieval.ts';
import { isClientError } from '../../../src/judgement/status.ts';
import type { Call } from '../../../src/reference/defects/fault.ts';
import { changesBody } from '../../../src/reference/defects/answers.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { honours, withField } from '../../../src/reference/defects/storage.ts';
import { both, storageFault } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { fetched, mintedUrls } from '../../../src/traffic/deliveries.ts';
import { otherFile } from '../../../src/traffic/sibling-file.ts';
import { shownExpiries } from '../../../src/traffic/tampering/expiry.ts';
import { withForgedSignature, withoutSignature } from '../../../src/traffic/tampering/forged-signature.ts';
import {
  withChangedPath,
  withOtherObject,
  withPathInOtherCase,
  withoutQuery,
} from '../../../src/traffic/tampering/other-object.ts';
import type { Tampered } from '../../../src/traffic/tampering/parts.ts';
import { signatureIn as genuineIn } from '../../../src/traffic/tampering/signature.ts';

const overview = ['P: Overview'];
const signed = 'Signed URLs provide secure, time-limited access to file storage without exposing credentials';

const signatureIn = ({ url }: Call): string => url.searchParams.get('signature') ?? '';
const genuine = ({ reference, url }: Call): string => {
  const { pathname, searchParams } = url;
  const expires = Number(searchParams.get('expires'));
  return (
    reference
      .sign('GET', pathname, expires, { disposition: searchParams.get('disposition') ?? '' })
      .searchParams.get('signature') ?? ''
  );
};
const sorted = (text: string): string => text.split('').sort().join('');
const genuineUrl = (call: Call): URL => {
  const url = new URL(call.url);
  url.searchParams.set('signature', genuine(call));
  return url;
};
const expiresIn = ({ url }: Call): number => Number(url.searchParams.get('expires'));

const urlOf = (answer: Answered): string => textOf(objectIn(answer.response)?.['url']);

/** Hands out URLs of public objects, under names that tell nothing. */
function unsigned(name: string): Defect {
  const bare = honours('', ({ url }) => (url.search === '' ? {} : undefined));
  const named = changesBody('', (body) => ({ ...body, url: textOf(body['url'] as string).split('?')[0] }));
  return both(name, bare, named);
}

/** Answers with the field that a parameter asks for, though nobody signed that. */
function takesField(name: string, parameter: string, field: string): Defect {
  return storageFault(name, async (call, next) => {
    const url = new URL(call.url);
    const value = url.searchParams.get(parameter);
    url.searchParams.delete(parameter);
    const response = await next({ url });
    return value !== null && response.ok ? withField(response, field, value) : response;
  });
}

/** Holds when the end of a retrieval is a refusal. */
const turnedDown: Judgement = (exchange) => {
  if (isClientError(exchange)) return undefined;
  const { status, size } = exchange.response;
  const type = header(exchange.response.headers, 'Content-Type') ?? 'no type';
  return { received: `${status} with ${size} octets (${type})`, expected: '4xx: the URL was changed' };
};

/** URLs of the known file that still deliver, one for each action; each with another URL for the same file. */
async function sound(session: Session): Promise<{ answer: Answered; url: string; sibling: string }[]> {
  const minted = await mintedUrls(session);
  const [, ...withAction] = minted;
  const chosen = withAction.length >= 2 ? [withAction[0], withAction[1]] : minted.slice(0, 1);
  // The same request in the same second may be answered with the same URL, which tells nothing.
  const siblingOf = (answer: Answered): Answered =>
    minted.findLast((other) => urlOf(other) !== urlOf(answer)) ?? answer;
  const checked = await Promise.all(
    chosen
      .flatMap((answer) => (answer === undefined ? [] : [answer]))
      .map(async (minted) => {
        const { answer, retrieval } = await fetched(session, minted);
        const alive = deliveryIn(retrieval.last) !== undefined;
        return alive ? [{ answer, url: urlOf(answer), sibling: urlOf(siblingOf(answer)) }] : [];
      }),
  );
  const usable = checked.flat();
  return usable.length > 0 ? usable : session.giveUp('no returned URL delivers the file (the control)');
}

async function judgeTampered(
  session: Session,
  judge: Judge,
  answer: Answered,
  list: readonly Tampered[],
  judgement: Judgement,
): Promise<void> {
  const silent = tellsNothingOf(deliveryIn((await session.retrieve(answer)).last));
  await Promise.all(
    list.map(async ({ url, note }) => {
      const { last } = await session.storage.get(url);
      judge.together([answer, last], ([, got]) => got && (judgement(got) ?? silent(got)), note);
    }),
  );
}

const forged = requirement({
  id: 'URL-04',
  level: 'MUST',
  clause: overview,
  quote: signed,
  effect: 'none',
  defects: [
    honours('does not verify the signature', () => ({})),
    honours('does not verify the signature of views', ({ url }) =>
      url.searchParams.get('disposition') === 'inline' ? {} : undefined,
    ),
    honours('compares the first 16 characters', (call) =>
      signatureIn(call).slice(0, 16) === genuine(call).slice(0, 16)
        ? { expires: expiresIn(call) }
        : undefined,
    ),
    honours('compares as many characters as it gets', (call) =>
      signatureIn(call) !== '' && genuine(call).startsWith(signatureIn(call))
        ? { expires: expiresIn(call) }
        : undefined,
    ),
    honours('compares the length only', (call) =>
      signatureIn(call).length === genuine(call).length ? { expires: expiresIn(call) } : undefined,
    ),
    storageFault('tells what the signature should have been', async (call, next) => {
      const response = await next();
      return response.status === 403
        ? new Response(`expected ${genuine(call)}`, {
            status: 403,
            headers: { date: new Date().toUTCString() },
          })
        : response;
    }),
    storageFault('verifies no signature of who reads a part', (call, next) =>
      call.request.headers.has('range') ? next({ url: genuineUrl(call) }) : next(),
    ),
    storageFault('shows the header of a file to anybody', (call, next) =>
      call.request.method === 'HEAD' ? next({ method: 'GET', url: genuineUrl(call) }) : next(),
    ),
    honours('reads a signature as far as it is hex', (call) => {
      const [read, right] = [signatureIn(call), genuine(call)].map((text) => Buffer.from(text, 'hex'));
      return read?.length && right?.subarray(0, read.length).equals(read) && /!/.test(signatureIn(call))
        ? { expires: expiresIn(call) }
        : undefined;
    }),
    honours('adds the characters of a signature up', (call) =>
      sorted(signatureIn(call)) === sorted(genuine(call)) ? { expires: expiresIn(call) } : undefined,
    ),
    takesField(
      'lets a parameter that is not signed change the type',
      'response-content-type',
      'content-type',
    ),
    takesField('lets a parameter that is not signed show a download', 'rscd', 'content-disposition'),
    unsigned('hands out unsigned URLs'),
    honours('takes a missing signature for a public object', (call) =>
      call.url.searchParams.has('signature') ? undefined : {},
    ),
  ],
});

test('MUST refuse a URL with any changed signature', forged, async ({ session, judge }) => {
  for (const { answer, url, sibling } of await sound(session)) {
    const list = session.take(
      [...withoutSignature(url, sibling), ...withForgedSignature(url, sibling)],
      'forgedSignatures',
    );
    if (list.length === 0) {
      judge.each(answer, () => ({
        received: `${redactUrl(url)}, which holds nothing that could be a signature`,
        expected: 'a signed URL',
      }));
    }
    const genuine = genuineIn(url, sibling);
    await judgeTampered(
      session,
      judge,
      answer,
      list,
      (got) => turnedDown(got) ?? toldComplaint(genuine, got),
    );
    await judgeAddedFields(session, judge, answer, url);
    const [first] = withForgedSignature(url, sibling);
    if (first !== undefined)
      for (const [last, note] of await otherwise(session, url, first.url))
        judge.together([answer, last], ([, got]) => got && turnedDown(got), `${first.note}, ${note}`);
  }
});

/** Parameters with which storage services let a URL set a field of the answer (S3, Azure), where they are signed. */
const fieldParameters = {
  'response-content-type': ['Content-Type', 'text/html'],
  rsct: ['Content-Type', 'text/html'],
  'response-content-disposition': ['Content-Disposition', 'inline; filename="other.html"'],
  rscd: ['Content-Disposition', 'inline; filename="other.html"'],
} as const;

/** Adds another media type or disposition to a URL: the file comes as before, or not at all. */
async function judgeAddedFields(
  session: Session,
  judge: Judge,
  answer: Answered,
  url: string,
): Promise<void> {
  const own = deliveryIn((await session.retrieve(answer)).last);
  for (const [name, [field, value]] of Object.entries(fieldParameters)) {
    const added = `${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
    const { last } = await session.storage.get(url + added);
    judge.together(
      [answer, last],
      ([, got]) => got && relabelled(field, deliveryIn(got), own),
      `another ${field} added as ${name}`,
    );
  }
}

function relabelled(field: string, got?: ReceivedResponse, own?: ReceivedResponse): Complaint | undefined {
  const [value, expected] = [got, own].map((one) => one && header(one.headers, field));
  return got === undefined || own === undefined || value === expected
    ? undefined
    : {
        received: `${field}: ${value ?? 'none'}`,
        expected: `4xx, or ${expected ?? 'no such field'} as before`,
      };
}

/** A complaint about a refusal that tells the genuine signature, which it was not told itself. */
function toldComplaint(genuine: string | undefined, { request, response }: Answered): Complaint | undefined {
  if (genuine === undefined || genuine.length < 12) return undefined;
  const sent = [genuine, encodeURIComponent(genuine)].some((text) => request.url.includes(text));
  return !sent && textIn(response).includes(genuine)
    ? { received: `${response.status} that tells the genuine signature`, expected: 'nothing of it' }
    : undefined;
}

/** A forged URL read in other ways than by a plain GET alone; the genuine one is `url`. */
async function otherwise(session: Session, url: string, forgery: string): Promise<[Exchange, string][]> {
  const { storage } = session;
  const [beside] = await Promise.all([
    storage.get(forgery, { occasion: 'beside the genuine one' }),
    storage.get(url, { occasion: 'beside a forged one' }),
  ]);
  const part = await storage.get(forgery, { headers: [['Range', 'bytes=0-99']] });
  return [
    [beside.last, 'read at the same time as the genuine URL'],
    [part.last, 'a part of the file'],
    [await storage.ask('HEAD', forgery), 'by HEAD'],
  ];
}

const path = requirement({
  id: 'URL-05',
  level: 'MUST',
  clause: overview,
  quote: signed,
  effect: 'none',
  defects: [
    honours('does not sign the path', (call) => {
      const { reference, url } = call;
      const known = [reference.main, reference.alt].flatMap(({ tenant }) => reference.files.ofTenant(tenant));
      const fits = known.some(({ objectPath }) => {
        const at = reference.sign('GET', objectPath, expiresIn(call), {
          disposition: url.searchParams.get('disposition') ?? '',
        });
        return at.searchParams.get('signature') === signatureIn(call);
      });
      return fits ? { expires: expiresIn(call) } : undefined;
    }),
    honours('compares paths without regard to case', (call) => {
      const { reference, url } = call;
      const named = reference.files
        .ofTenant(reference.main.tenant)
        .map(({ objectPath }) => objectPath)
        .find((objectPath) => objectPath.toLowerCase() === url.pathname.toLowerCase());
      const disposition = url.searchParams.get('disposition') ?? '';
      const sound = named && reference.sign('GET', named, expiresIn(call), { disposition });
      return sound && sound.searchParams.get('signature') === signatureIn(call)
        ? { path: sound.pathname, expires: expiresIn(call) }
        : undefined;
    }),
    honours('ignores the path', ({ reference }) => ({
      path: reference.files.ofTenant(reference.main.tenant)[0]?.objectPath ?? '',
    })),
  ],
});

test(
  'MUST refuse a URL with a changed path or the object of another file',
  path,
  async ({ session, judge }) => {
    const other = await otherFile(session);
    if (other === undefined)
      judge.note('no second file: set TARGET_ALT_FILE_ID to have the object of another file tried');
    for (const { answer, url, sibling } of await sound(session)) {
      const filename = textOf(objectIn(answer.response)?.['filename']);
      const own = deliveryIn((await session.retrieve(answer)).last);
      // The last segment may be a name for people: then the same file is no other object.
      const unlessTheSame: Judgement = (exchange) => {
        const got = deliveryIn(exchange);
        return got !== undefined && own !== undefined && digestOf(got) === digestOf(own)
          ? undefined
          : turnedDown(exchange);
      };
      const [last, ...others] = withChangedPath(url, sibling, { filename });
      await judgeTampered(session, judge, answer, last === undefined ? [] : [last], unlessTheSame);
      await judgeTampered(session, judge, answer, others, turnedDown);
      // Where a character counts, the segment names the object, and in another case another one.
      const changed = last && (await session.storage.get(last.url)).last;
      if (changed !== undefined && isAnswered(changed) && turnedDown(changed) === undefined)
        await judgeTampered(
          session,
          judge,
          answer,
          withPathInOtherCase(url, sibling, { filename }),
          turnedDown,
        );
      const objects = other === undefined ? [] : withOtherObject(url, urlOf(other), sibling);
      if (last === undefined && objects.length === 0)
        judge.inapplicable('nothing in the returned URL but what makes it work could name a file');
      await judgeTampered(session, judge, answer, objects, unlessTheSame);
    }
  },
);

const expiry = requirement({
  id: 'URL-06',
  level: 'MUST',
  clause: overview,
  quote: 'Signed URLs provide secure, time-limited access to file storage',
  effect: 'none',
  defects: [
    honours('does not sign the expiry', (call) => {
      const day = expiresIn(call) - 86_400;
      const { reference, url } = call;
      const before = reference.sign('GET', url.pathname, day, {
        disposition: url.searchParams.get('disposition') ?? '',
      });
      return before.searchParams.get('signature') === signatureIn(call)
        ? { expires: expiresIn(call) }
        : undefined;
    }),
    storageFault('lets a URL without its expiry pass unverified', (call, next) => {
      const { searchParams, pathname } = call.url;
      if (call.request.method !== 'GET' || searchParams.has('expires') || !searchParams.has('signature'))
        return next();
      const disposition = searchParams.get('disposition') ?? '';
      const later = call.reference.now(call.reference.main.tenant) / 1000 + 60;
      return next({ url: call.reference.sign('GET', pathname, Math.round(later), { disposition }) });
    }),
  ],
});

test('MUST refuse a URL whose expiry was moved', expiry, async ({ session, judge }) => {
  const longest = Number(memberOf(session.request, 'expiresInMinutes').schema['maximum']);
  for (const { answer, url } of await sound(session)) {
    const announced = expiryOf(objectIn(answer.response)?.['expiresAt'], longest);
    if (announced === undefined) continue;
    const lifetime = lifetimeOf(answer, announced) / 1000;
    const expires =
      announced.unit === 'relative minutes' ? answer.receivedAt / 1000 + lifetime : announced.value / 1000;
    const shown = shownExpiries(url, expires, lifetime);
    if (shown.length === 0) judge.inapplicable('the returned URL shows no expiry');
    for (const { past, tampered, without } of shown) {
      const list = [...tampered, ...without];
      const { last } = await session.storage.get(past.url);
      if (deliveryIn(last) === undefined) await judgeTampered(session, judge, answer, list, turnedDown);
      else judge.inapplicable('the storage does not read the expiry that the returned URL shows');
    }
  }
});

const bare = requirement({
  id: 'URL-07',
  level: 'MUST',
  clause: overview,
  quote: signed,
  effect: 'none',
  defects: [
    honours('has public objects', ({ url }) => (url.search === '' ? {} : undefined)),
    storageFault('says 403 and sends the file all the same', async (call, next) => {
      if (call.url.search !== '' || call.request.method !== 'GET') return next();
      const file = call.reference.files.atPath(call.url.pathname);
      return file === undefined
        ? next()
        : new Response(await call.reference.files.read(file), { status: 403 });
    }),
    honours('takes any Authorization for a signature', ({ url, request }) =>
      url.search === '' && request.headers.has('authorization') ? {} : undefined,
    ),
  ],
});

test('MUST refuse a URL without its query', bare, async ({ session, judge }) => {
  for (const { answer, url, sibling } of await sound(session)) {
    const [naked] = withoutQuery(url, sibling);
    if (naked === undefined) {
      judge.inapplicable('the returned URL has no query that access depends on');
      continue;
    }
    await judgeTampered(session, judge, answer, [naked], turnedDown);
    const { last } = await session.storage.get(naked.url, { headers: [['Authorization', 'Bearer nobody']] });
    judge.together(
      [answer, last],
      ([, got]) => got && turnedDown(got),
      'query removed, with a key of nobody',
    );
  }
});
