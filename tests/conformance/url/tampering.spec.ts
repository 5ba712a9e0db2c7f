import { textOf } from '../../../src/contract/json.ts';
import { test } from '../../../src/fixtures.ts';
import type { HeaderList } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import type { Judgement } from '../../../src/judge.ts';
import { objectIn, sentObject } from '../../../src/judgement/body.ts';
import { expiryOf, lifetimeOf } from '../../../src/judgement/expiry.ts';
import { deliveryIn, digestOf } from '../../../src/judgement/retrieval.ts';
import { expiresIn, signatureIn } from '../../../src/reference/defects/genuine.ts';
import { honours } from '../../../src/reference/defects/storage.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { firstOctet } from '../../../src/traffic/deliveries.ts';
import { otherFile } from '../../../src/traffic/sibling-file.ts';
import { shownExpiries } from '../../../src/traffic/tampering/expiry.ts';
import {
  withAddedObject,
  withChangedPath,
  withOtherObject,
  withPathInOtherCase,
  withoutQuery,
} from '../../../src/traffic/tampering/other-object.ts';
import { judgeTampered, overview, signed, sound, turnedDown, urlOf } from './judge-tampered.ts';

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
    honours('lets a parameter that is not signed pick the file', ({ reference, url }) => {
      const file = reference.files.withId(url.searchParams.get('fileId') ?? '');
      return file && { path: file.objectPath };
    }),
    honours('lets a field pick the path', ({ request }) => {
      const path = request.headers.get('x-original-url');
      return path === null ? undefined : { path };
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
    for (const [index, { answer, url, sibling }] of (await sound(session)).entries()) {
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
      const fileId = other && sentObject(other)?.['fileId'];
      if (index > 0 || other === undefined || typeof fileId !== 'string') continue;
      const { url: added, headers, note } = withAddedObject(url, { url: urlOf(other), fileId });
      const { last: got } = await session.storage.get(added, { headers });
      judge.together([answer, got], ([, one]) => one && unlessTheSame(one), note);
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
    honours('signs the first ten digits of the expiry alone', (call) => {
      const { reference, url } = call;
      const signed = Number(String(expiresIn(call)).slice(0, 10));
      const sound = reference.sign('GET', url.pathname, signed, {
        disposition: url.searchParams.get('disposition') ?? '',
      });
      return sound.searchParams.get('signature') === signatureIn(call)
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
  for (const [index, { answer, url }] of (await sound(session)).entries()) {
    const announced = expiryOf(objectIn(answer.response)?.['expiresAt'], longest);
    if (announced === undefined) continue;
    const lifetime = lifetimeOf(answer, announced) / 1000;
    const expires =
      announced.unit === 'relative minutes' ? answer.receivedAt / 1000 + lifetime : announced.value / 1000;
    const shown = shownExpiries(url, expires, lifetime, index > 0);
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
    honours('has objects that are public in part', ({ url, request }) =>
      url.search === '' && request.headers.has('range') ? {} : undefined,
    ),
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
    const headers: HeaderList = [['Authorization', 'Bearer nobody'], ...firstOctet];
    const { last } = await session.storage.get(naked.url, { headers });
    judge.together(
      [answer, last],
      ([, got]) => got && turnedDown(got),
      'query removed, with a key of nobody, the first octet alone',
    );
  }
});
