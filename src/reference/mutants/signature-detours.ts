import { setTimeout as pause } from 'node:timers/promises';
import type { When } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isPut, overwrites } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage, knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { compares, isGet, isRefusal, resigned } from './resigning.ts';

const { must, should } = mutantsOf('signatures');
const upload = { profile: 'upload' } as const;

/** Other ways around a signature. */
export const signatureDetours: readonly Mutant[] = [
  must(
    ['URL-04'],
    compares('compares the sum of the characters of the signature', (right, given) => {
      const sum = (text: string) => [...text].reduce((total, each) => total + each.charCodeAt(0), 0);
      return given.length === right.length && sum(right) === sum(given);
    }),
    subtle,
  ),
  must(
    ['URL-04'],
    storageFault('verifies no signature of who reads a range', (call, next) =>
      isGet(call) && call.request.headers.has('range') && call.url.searchParams.has('signature')
        ? next({ url: resigned(call) })
        : next(),
    ),
    subtle,
  ),
  must(
    ['URL-04'],
    storageFault('answers 304 before it verifies', async (call, next) => {
      const wanted = call.request.headers.get('if-none-match');
      if (!isGet(call) || wanted === null) return next();
      const sound = await next({ url: resigned(call) });
      await sound.body?.cancel();
      const etag = sound.headers.get('etag');
      return wanted === etag ? new Response(null, { status: 304, headers: { etag } }) : next();
    }),
    subtle,
  ),
  must(
    ['URL-07', 'UPL-31'],
    storageFault('takes pictures for public', (call, next) => {
      const type = call.reference.files.atPath(call.url.pathname)?.contentType ?? '';
      const isPublic = isGet(call) && type.startsWith('image/') && call.url.search === '';
      return isPublic ? next({ url: resigned(call) }) : next();
    }),
    { ...subtle, ...upload },
  ),
  must(
    ['URL-07'],
    storageFault('takes any Authorization field for a signature', (call, next) =>
      isGet(call) && call.request.headers.has('authorization') ? next({ url: resigned(call) }) : next(),
    ),
    subtle,
  ),
  should(
    ['URL-07'],
    storageFault('tells anyone the header of an object', async (call, next) => {
      if (call.request.method !== 'HEAD') return next();
      const response = await next({ url: resigned(call, { method: 'GET' }), method: 'GET' });
      return new Response(null, { status: response.status, headers: response.headers });
    }),
    subtle,
  ),
  must(
    ['URL-05'],
    knowsIssued('resolves encoded slashes after it verified the path', (issued) => (call, next) => {
      const [, first, last] = /^(.*\/[^/%]+)%2f(?:\.|%2e){2}%2f([^/%]+)$/i.exec(call.url.pathname) ?? [];
      const signed = issued.find(({ url }) => url.pathname === first && url.search === call.url.search);
      return isGet(call) && signed && last !== undefined
        ? next({ url: resigned(call, { path: `/storage/objects/${last}` }) })
        : next();
    }),
    subtle,
  ),
  must(
    ['URL-05'],
    knowsIssued('takes the signature of one upload for reading another', (issued) => (call, next) => {
      const { files } = call.reference;
      const isUpload = (path: string) => files.atPath(path)?.type === 'upload';
      const known = issued.some(
        ({ url, asked }) =>
          asked['action'] !== 'upload' && url.search === call.url.search && isUpload(url.pathname),
      );
      return isGet(call) && known && isUpload(call.url.pathname) ? next({ url: resigned(call) }) : next();
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['URL-04'],
    forgetfulStorage('lets a wrong signature pass while a right one of the file is read', () => {
      const open = new Map<string, number>();
      return async (call, next) => {
        if (!isGet(call)) return next();
        const path = call.url.pathname;
        if ((open.get(path) ?? 0) > 0) return next({ url: resigned(call) });
        const response = await next();
        if (!response.ok) {
          await pause(20);
          return (open.get(path) ?? 0) > 0 ? next({ url: resigned(call) }) : response;
        }
        open.set(path, (open.get(path) ?? 0) + 1);
        await pause(20);
        open.set(path, (open.get(path) ?? 1) - 1);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['URL-04'],
    storageFault('shows the right signature when it refuses a wrong one', async (call, next) => {
      const response = await next();
      if (!isGet(call) || !isRefusal(response)) return response;
      const right = resigned(call).searchParams.get('signature') ?? '';
      const text = `<Error><Code>SignatureDoesNotMatch</Code><Expected>${right}</Expected></Error>`;
      const headers = new Headers(response.headers);
      headers.set('content-length', String(text.length));
      return new Response(text, { status: response.status, headers });
    }),
    subtle,
  ),
  must(
    ['URL-08'],
    storageFault('obeys X-HTTP-Method-Override at reading URLs', async (call, next) => {
      const method = call.request.headers.get('x-http-method-override')?.toUpperCase();
      if (!['GET', 'POST'].includes(call.request.method) || method === undefined) return next();
      const response = await next({ method: 'GET' });
      if (!response.ok || !['PUT', 'DELETE'].includes(method)) return response;
      const file = call.reference.files.atPath(call.url.pathname);
      if (method === 'PUT') await overwrites(call, call.bytes);
      else if (file) await call.reference.store.remove(file);
      return answered(204);
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['URL-08'],
    storageFault('lets reading URLs be patched', async (call, next) => {
      if (call.request.method !== 'PATCH') return next();
      const response = await next({ method: 'GET' });
      const file = call.reference.files.atPath(call.url.pathname);
      if (!response.ok || !file) return response;
      await call.reference.store.write(file, call.bytes);
      return answered(204);
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-06', 'UPL-04'],
    forgetfulStorage('a DELETE takes an upload URL away that was not used', () => {
      const gone = new Set<string>();
      return async (call, next) => {
        if (gone.has(call.url.search)) return answered(404);
        const file = call.reference.files.atPath(call.url.pathname);
        const isNew = file !== undefined && (await call.reference.store.size(file)) === undefined;
        const genuine = resigned(call, { method: 'PUT' }).search === call.url.search;
        if (call.request.method !== 'DELETE' || !genuine || !isNew) return next();
        gone.add(call.url.search);
        return answered(204);
      };
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-04'],
    burns('an upload URL dies of an upload of another type', (call) => isPut(call)),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-04'],
    burns('an upload URL dies of being read', (call) => isGet(call)),
    { ...upload, ...subtle },
  ),
];

/** Takes nothing more at an upload URL once it refused a request to exactly this URL. */
function burns(name: string, when: When): Defect {
  return forgetfulStorage(name, () => {
    const burnt = new Set<string>();
    return async (call, next) => {
      const key = call.url.pathname + call.url.search;
      if (isPut(call) && burnt.has(key)) return answered(403);
      const response = await next();
      const isUploadUrl = resigned(call, { method: 'PUT' }).search === call.url.search;
      if (when(call) && isUploadUrl && isRefusal(response)) burnt.add(key);
      return response;
    };
  });
}
