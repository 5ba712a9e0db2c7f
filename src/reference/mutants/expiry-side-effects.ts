import type { Body } from '../defects/fault.ts';
import { apiFault, fileIdOf } from '../defects/fault.ts';
import { errorAnswer, withText } from '../defects/answers.ts';
import { asksForUpload, isPut } from '../defects/uploads.ts';
import { forgetfulStorage, inStorage, isOperation, knowsIssued, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { minutesOf } from './occasions.ts';
import { answered } from './plain-answer.ts';
import { expiryOf, isGet, nowFor, resigned, soon } from './resigning.ts';

const { must } = mutantsOf('real expiry');
const upload = { profile: 'upload', subtle: true } as const;

/** URLs that die, or do not, for other reasons. */
export const expirySideEffects: readonly Mutant[] = [
  must(
    ['EXP-06'],
    forgetfulStorage('never lets the reading URLs of uploads expire', () => (call, next) => {
      const isUpload = call.reference.files.atPath(call.url.pathname)?.type === 'upload';
      const genuine = isGet(call) && resigned(call).search === call.url.search;
      return isUpload && genuine
        ? next({ url: resigned(call, { expires: Math.max(soon(call), expiryOf(call)) }) })
        : next();
    }),
    upload,
  ),
  must(
    ['EXP-06'],
    forgetfulStorage('counts the lifetime of a URL from its first reading', () => {
      const begun = new Map<string, number>();
      return (call, next) => {
        if (!isGet(call) || resigned(call).search !== call.url.search) return next();
        const first = begun.get(call.url.search) ?? nowFor(call);
        begun.set(call.url.search, first);
        const isOver = nowFor(call) >= Math.max(first + 60_000, expiryOf(call) * 1000);
        return isOver ? next() : next({ url: resigned(call, { expires: soon(call) }) });
      };
    }),
    subtle,
  ),
  must(
    ['EXP-06', 'URL-09'],
    knowsIssued('a short URL puts an end to the longer ones of its file', (issued) => (call, next) => {
      const ends = issued
        .filter(({ url }) => url.pathname === call.url.pathname)
        .map(({ url }) => expiryOf({ ...call, url }));
      const isOver = ends.some((end) => nowFor(call) >= end * 1000);
      return isGet(call) && isOver ? Promise.resolve(answered(403)) : next();
    }),
    subtle,
  ),
  must(
    ['EXP-06'],
    remembering('gives equal requests of half a minute one URL and each its own expiry', (reference) => {
      const known = new Map<string, { url: unknown; at: number }>();
      return async (call, next) => {
        const response = await next();
        if (!isOperation(call) || !response.ok || call.asked['action'] === 'upload') return response;
        const { fileId, action, expiresInMinutes } = call.asked;
        const key = JSON.stringify([fileId, action, expiresInMinutes]);
        const now = reference.now(reference.main.tenant);
        const body = (await response.json()) as Body;
        const older = known.get(key);
        if (older && now - older.at < 30_000)
          return withText(response, JSON.stringify({ ...body, url: older.url }));
        known.set(key, { url: body['url'], at: now });
        return withText(response, JSON.stringify(body));
      };
    }),
    { ...subtle, choices: { signing: 'token' } },
  ),
  must(
    ['EXP-06'],
    apiFault('signs whole minutes and announces fractions', async (call, next) => {
      const response = await next();
      const minutes = minutesOf(call);
      if (!response.ok || minutes === undefined || Number.isInteger(minutes)) return response;
      const whole = await next({
        body: JSON.stringify({ ...call.asked, expiresInMinutes: Math.floor(minutes) }),
      });
      const [body, short] = [(await response.json()) as Body, (await whole.json()) as Body];
      return withText(
        response,
        JSON.stringify(call.asked['action'] === 'upload' ? body : { ...body, url: short['url'] }),
      );
    }),
    { ...subtle, choices: { signing: 'token' } },
  ),
  must(
    ['UPL-30'],
    remembering('removes an upload when its upload URL expires', (reference) => {
      const ends = new Map<string, number>();
      return async (call, next) => {
        const path = inStorage(call) ? call.url.pathname : reference.files.withId(fileIdOf(call))?.objectPath;
        const isOver = reference.now(reference.main.tenant) >= (ends.get(path ?? '') ?? Infinity) * 1000;
        if (isOver && inStorage(call) && isGet(call)) return answered(404);
        if (isOver && isOperation(call)) return errorAnswer(404, 'NOT_FOUND');
        const response = await next();
        if (inStorage(call) && isPut(call) && response.ok) ends.set(call.url.pathname, expiryOf(call));
        return response;
      };
    }),
    upload,
  ),
  must(
    ['UPL-07'],
    remembering('an upload that never came is empty when its URL expired', (reference) => {
      const { files, store } = reference;
      const tickets: URL[] = [];
      return async (call, next) => {
        if (!isOperation(call)) return next();
        for (const url of tickets) {
          const file = files.atPath(url.pathname);
          const isOver = reference.now(file?.tenant) >= expiryOf({ ...call, url }) * 1000;
          if (file && isOver && (await store.size(file)) === undefined)
            await store.write(file, new Uint8Array());
        }
        const response = await next();
        if (asksForUpload(call) && response.ok)
          tickets.push(new URL(((await response.clone().json()) as { url: string }).url));
        return response;
      };
    }),
    upload,
  ),
  must(
    ['UPL-16', 'UPL-30'],
    forgetfulStorage('an upload to an expired URL removes what was uploaded', () => async (call, next) => {
      const response = await next();
      const file = call.reference.files.atPath(call.url.pathname);
      const isOver = nowFor(call) >= expiryOf(call) * 1000;
      if (isPut(call) && isOver && file) await call.reference.store.remove(file);
      return response;
    }),
    upload,
  ),
];
