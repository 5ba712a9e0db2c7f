import { errorAnswer, withText } from '../defects/answers.ts';
import type { Body, Call } from '../defects/fault.ts';
import { apiFault, fault, fileIdOf } from '../defects/fault.ts';
import { asksForUpload, isPut, overwrites } from '../defects/uploads.ts';
import type { StoredFile } from '../files/stored-file.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, knowsIssued, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { isGet, isRefusal, resigned } from './resigning.ts';

const { must, should } = mutantsOf('upload life cycle');
const upload = { profile: 'upload', subtle: true } as const;

/** Uploads that break off, meet others, or are deleted. */
export const uploadAccidents: readonly Mutant[] = [
  must(['UPL-07', 'UPL-05'], keepsParts('stores what came of an upload that broke off'), upload),
  must(['UPL-07'], beginsEmpty('makes an empty file as soon as an upload begins'), upload),
  must(
    ['UPL-07', 'UPL-21'],
    fault('stores an upload of another type and refuses it', async (call, next) => {
      const response = await next();
      const genuine = inStorage(call) && resigned(call).search === call.url.search;
      if (isPut(call) && genuine && isRefusal(response)) await overwrites(call, call.bytes);
      return response;
    }),
    upload,
  ),
  must(
    ['UPL-15', 'UPL-18'],
    knowsIssued(
      'stores uploads of a name in one place for all organisations',
      (issued) => async (call, next) => {
        const response = await next();
        const own = issued.find(({ url }) => url.pathname === call.url.pathname);
        if (!isPut(call) || !response.ok || !own) return response;
        const { files, store } = call.reference;
        const tenant = files.atPath(call.url.pathname)?.tenant;
        for (const { url, asked } of issued) {
          const file = files.atPath(url.pathname);
          const isSame = asked['action'] === 'upload' && asked['fileName'] === own.asked['fileName'];
          if (isSame && file && file.tenant !== tenant && (await store.size(file)) !== undefined)
            await store.write(file, call.bytes);
        }
        return response;
      },
    ),
    upload,
  ),
  must(
    ['UPL-18'],
    knowsIssued('takes names that differ in case for one', (issued) => async (call, next) => {
      const response = await next();
      const own = issued.find(({ url }) => url.pathname === call.url.pathname);
      if (!isPut(call) || !response.ok || !own) return response;
      const { files, store } = call.reference;
      const name = String(own.asked['fileName']);
      for (const { url, asked } of issued) {
        const [file, other] = [files.atPath(url.pathname), String(asked['fileName'])];
        const isTwin = other !== name && other.toLowerCase() === name.toLowerCase();
        if (isTwin && file && (await store.size(file)) !== undefined) await store.write(file, call.bytes);
      }
      return response;
    }),
    upload,
  ),
  must(
    ['UPL-15', 'UPL-03'],
    apiFault('lets a stranger upload to the fileId of a file', async (call, next) => {
      const response = await next();
      const file = call.reference.files.withId(fileIdOf(call));
      const isStranger = file && file.tenant !== call.request.headers.get('tenant-id');
      if (!asksForUpload(call) || !response.ok || !isStranger) return response;
      const body = (await response.json()) as Body;
      const own = new URL(String(body['url']));
      const url = resigned({ ...call, url: own }, { method: 'PUT', path: file.objectPath }).href;
      return withText(response, JSON.stringify({ ...body, url }));
    }),
    upload,
  ),
  should(
    ['NF-03'],
    afterDeletion('keeps deleted files readable by their old URLs', (call, file) => {
      const isMeant = isGet(call) && resigned(call).search === call.url.search;
      return isMeant ? file.bytes : undefined;
    }),
    upload,
  ),
  should(
    ['NF-03'],
    remembering('an upload brings a deleted file back', () => {
      const deleted = new Map<string, StoredFile>();
      return async (call, next) => {
        const { files } = call.reference;
        const file = files.withId(call.url.pathname.split('/').at(-1) ?? '');
        const back = deleted.get(call.url.pathname);
        if (isPut(call) && back && resigned(call).search === call.url.search) {
          const { fileId, objectPath, ...rest } = back;
          const again = files.add(rest);
          Object.assign(aliases(call), { [fileId]: again.fileId });
          await call.reference.store.write(again, call.bytes);
          return answered(200);
        }
        const alias = aliases(call)[fileIdOf(call)];
        if (alias !== undefined && isOperation(call))
          return next({ body: JSON.stringify({ ...call.asked, fileId: alias }) });
        const response = await next();
        if (call.request.method === 'DELETE' && response.ok && file) deleted.set(file.objectPath, file);
        return response;
      };
    }),
    upload,
  ),
  must(
    ['UPL-30', 'UPL-18'],
    fault('deletes all files of the name', async (call, next) => {
      const { files, store } = call.reference;
      const file = files.withId(call.url.pathname.split('/').at(-1) ?? '');
      const response = await next();
      if (call.request.method !== 'DELETE' || inStorage(call) || !response.ok || !file) return response;
      for (const each of files.ofTenant(file.tenant))
        if (each.filename === file.filename && each.type === 'upload') {
          files.remove(each);
          await store.remove(each);
        }
      return response;
    }),
    upload,
  ),
  should(
    ['NF-03'],
    remembering('describes files that were deleted', () => {
      const texts = new Map<string, string>();
      return async (call, next) => {
        const path = call.url.pathname;
        if (call.request.method === 'DELETE' && !inStorage(call)) {
          const before = await next({ method: 'GET' });
          if (before.ok) texts.set(path, await before.text());
        }
        const response = await next();
        const text = texts.get(path);
        const isGone = isGet(call) && response.status === 404 && text !== undefined;
        return isGone ? withText(response, text, 200) : response;
      };
    }),
    upload,
  ),
  should(
    ['ROB-05'],
    fault('describes uploads by another name than it says with their URL', async (call, next) => {
      const response = await next();
      const file = call.reference.files.withId(call.url.pathname.split('/').at(-1) ?? '');
      if (!isGet(call) || inStorage(call) || !response.ok || file?.type !== 'upload') return response;
      const body = (await response.json()) as Body;
      return withText(response, JSON.stringify({ ...body, filename: `${file.fileId}.bin` }));
    }),
    upload,
  ),
  must(
    ['UPL-05'],
    remembering('does not find an upload that was viewed before it came', () => {
      const missed = new Set<unknown>();
      return async (call, next) => {
        const { fileId, action = 'view' } = call.asked;
        const key = JSON.stringify([fileId, action]);
        if (isOperation(call) && missed.has(key)) {
          missed.delete(key);
          return errorAnswer(404, 'NOT_FOUND');
        }
        const response = await next();
        if (isOperation(call) && response.status === 404) missed.add(key);
        return response;
      };
    }),
    upload,
  ),
];

const known = new WeakMap<object, Record<string, string>>();

function aliases({ reference }: Call): Record<string, string> {
  const own = known.get(reference) ?? {};
  known.set(reference, own);
  return own;
}

/** Answers requests for the objects of deleted files with what the change makes of their bytes. */
function afterDeletion(
  name: string,
  change: (call: Call, file: StoredFile & { bytes: Buffer }) => Uint8Array | undefined,
): Defect {
  return remembering(name, ({ files }) => {
    const kept = new Map<string, StoredFile & { bytes: Buffer }>();
    return async (call, next) => {
      const file = files.withId(call.url.pathname.split('/').at(-1) ?? '');
      const bytes =
        file && call.request.method === 'DELETE' ? await files.read(file).catch(() => undefined) : undefined;
      const response = await next();
      if (file && bytes && response.ok) kept.set(file.objectPath, { ...file, bytes });
      const gone = kept.get(call.url.pathname);
      const again = gone && change(call, gone);
      return gone && again
        ? new Response(Buffer.from(again), {
            headers: { 'content-type': gone.contentType, date: new Date().toUTCString() },
          })
        : response;
    };
  });
}

/** Stores as much of a body as comes. */
function keepsParts(name: string): Defect {
  return {
    name,
    wrap: (reference) => async (request) => {
      if (request.method !== 'PUT' || !request.body) return reference.handle(request);
      const parts: Uint8Array[] = [];
      try {
        for await (const part of request.body) parts.push(part as Uint8Array);
      } catch {
        // What came is stored.
      }
      const { method, headers, url } = request;
      return reference.handle(new Request(url, { method, headers, body: Buffer.concat(parts) }));
    },
  };
}

/** Stores an empty file before the first octet of a good upload comes. */
function beginsEmpty(name: string): Defect {
  return {
    name,
    wrap: (reference) => async (request) => {
      const { method, headers, url } = request;
      if (method !== 'PUT') return reference.handle(request);
      const early = new Headers(headers);
      early.delete('content-length');
      const began = await reference.handle(new Request(url, { method, headers: early, body: '' }));
      return began.ok ? reference.handle(request) : began;
    },
  };
}
