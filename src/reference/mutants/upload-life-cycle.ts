import { errorAnswer, withText } from '../defects/answers.ts';
import type { Call, When } from '../defects/fault.ts';
import { apiFault, fileIdOf } from '../defects/fault.ts';
import { asksForUpload, isPut, isUploaded, overwrites } from '../defects/uploads.ts';
import type { StoredFile } from '../files/stored-file.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage, inStorage, isOperation, knowsIssued, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';
import { isGet, soon } from './resigning.ts';

const { must } = mutantsOf('upload life cycle');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;
const asksForDownload: When = ({ asked }) => asked['action'] === 'download';

/** What happens to an upload from the ticket to its deletion. */
export const uploadLifeCycle: readonly Mutant[] = [
  must(['UPL-07'], pending('hands out URLs of uploads that have not come', 200), upload),
  must(
    ['UPL-07'],
    pending('hands out download URLs of uploads that have not come', 200, asksForDownload),
    subtle,
  ),
  must(['UPL-07'], pending('answers 409 for uploads that have not come', 409), upload),
  must(['UPL-07', 'ROB-01'], pending('fails at uploads that have not come', 500), upload),
  must(
    ['UPL-07'],
    knowsIssued('one upload completes all that have not come', (issued) => async (call, next) => {
      const response = await next();
      if (!isPut(call) || !response.ok) return response;
      for (const { url } of issued.filter(({ asked }) => asked['action'] === 'upload'))
        if (await isMissing(url, call)) await overwrites({ ...call, url }, call.bytes);
      return response;
    }),
    subtle,
  ),
  must(
    ['UPL-04', 'UPL-13'],
    knowsIssued('takes uploads at the newest URL only', (issued) => (call, next) => {
      const newest = issued.findLast(({ asked }) => asked['action'] === 'upload');
      return isPut(call) && newest?.url.search !== call.url.search ? Promise.resolve(answered(403)) : next();
    }),
    subtle,
  ),
  must(
    ['UPL-05'],
    forgetfulStorage('stores uploads two seconds after it answered', ({ handle }) => async (call, next) => {
      if (!isPut(call)) return next();
      const later = new Request(call.url, {
        method: 'PUT',
        headers: call.request.headers,
        body: Buffer.from(call.bytes),
      });
      // The server may have been closed by then.
      setTimeout(() => void handle(later).catch(() => undefined), 2000);
      return Promise.resolve(answered(200));
    }),
    subtle,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    forgetfulStorage('appends a second upload to the first', () => {
      const stored = new Map<string, Buffer>();
      return async (call, next) => {
        if (!isPut(call)) return next();
        const all = Buffer.concat([stored.get(call.url.pathname) ?? Buffer.alloc(0), call.bytes]);
        const response = await next({ body: all });
        if (response.ok) stored.set(call.url.pathname, all);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    forgetfulStorage('writes a shorter second upload over the first', () => {
      const stored = new Map<string, Buffer>();
      return async (call, next) => {
        if (!isPut(call)) return next();
        const rest = stored.get(call.url.pathname)?.subarray(call.bytes.length) ?? Buffer.alloc(0);
        const all = Buffer.concat([call.bytes, rest]);
        const response = await next({ body: all });
        if (response.ok) stored.set(call.url.pathname, all);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    forgetfulStorage('answers 200 to a second upload and keeps the first', () => {
      const stored = new Set<string>();
      return async (call, next) => {
        if (!isPut(call)) return next();
        if (stored.has(call.url.search)) return answered(200);
        const response = await next();
        if (response.ok) stored.add(call.url.search);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-05', 'URL-09'],
    forgetfulStorage('removes an upload that was read', () => {
      const read = new Set<string>();
      return async (call, next) => {
        if (isGet(call) && read.has(call.url.pathname)) return answered(404);
        const response = await next();
        const file = call.reference.files.atPath(call.url.pathname);
        if (isGet(call) && response.ok && file?.type === 'upload') read.add(call.url.pathname);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-05'],
    remembering('keeps the latest five uploads', () => {
      const paths: string[] = [];
      return async (call, next) => {
        if (isOperation(call) && isUploaded(call) && isOneOf(paths.slice(0, -5), call))
          return errorAnswer(404, 'NOT_FOUND');
        const response = await next();
        if (isPut(call) && response.ok && inStorage(call)) paths.push(call.url.pathname);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-03'],
    apiFault('stores an upload under a fileId of the request', async (call, next) => {
      const response = await next();
      const { fileId } = call.asked;
      if (!asksForUpload(call) || !response.ok || typeof fileId !== 'string') return response;
      return withText(response, JSON.stringify({ ...((await response.json()) as object), fileId }));
    }),
    subtle,
  ),
  must(
    ['UPL-05', 'UPL-10'],
    knowsIssued('an upload replaces older ones of its name', (issued) => async (call, next) => {
      const response = await next();
      const own = issued.find(({ url }) => url.search === call.url.search);
      if (!isPut(call) || !response.ok || !own) return response;
      const older = issued.filter(({ asked }) => asked['fileName'] === own.asked['fileName']);
      for (const { url } of older)
        if (!(await isMissing(url, call))) await overwrites({ ...call, url }, call.bytes);
      return response;
    }),
    subtle,
  ),
];

/** Answers otherwise for uploads whose bytes have not come; 200 hands out a URL. */
function pending(name: string, status: number, when: When = () => true): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    const file = call.reference.files.withId(fileIdOf(call));
    const isOwn = file && file.tenant === call.request.headers.get('tenant-id');
    if (response.status !== 404 || !isOwn || !when(call) || asksForUpload(call)) return response;
    return status === 200 ? handedOut(file, call) : errorAnswer(status, 'FILE_NOT_READY');
  });
}

function handedOut(file: StoredFile, call: Call): Response {
  const expiresAt = soon(call) + 3540;
  const disposition = asksForDownload(call) ? 'attachment' : 'inline';
  const url = call.reference.sign('GET', file.objectPath, expiresAt, { disposition }).href;
  const { filename, contentType } = file;
  const text = JSON.stringify({ success: true, url, filename, contentType, fileSize: 0, expiresAt });
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    date: new Date(call.reference.now(file.tenant)).toUTCString(),
  };
  return new Response(text, { headers });
}

/** Whether nothing was stored at a path yet. */
async function isMissing({ pathname }: URL, { reference }: Call): Promise<boolean> {
  const file = reference.files.atPath(pathname);
  return file !== undefined && (await reference.store.size(file)) === undefined;
}

function isOneOf(paths: readonly string[], { asked, reference }: Call): boolean {
  return paths.includes(reference.files.withId(fileIdOf({ asked }))?.objectPath ?? '');
}
