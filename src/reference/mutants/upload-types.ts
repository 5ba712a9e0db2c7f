import { repairs } from '../defects/requests.ts';
import { fileIdOf, storageFault } from '../defects/fault.ts';
import { withField } from '../defects/storage.ts';
import { asksForUpload, changesUploaded, isPut, isUploaded } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';

const { must, should } = mutantsOf('upload names and types');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;
const byExtension: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  html: 'text/html',
  bin: 'application/octet-stream',
};

/** What becomes of the types and sizes of uploads. */
export const uploadTypes: readonly Mutant[] = [
  must(
    ['UPL-10'],
    tells('forgets the types of uploads', () => 'application/octet-stream'),
    upload,
  ),
  must(
    ['UPL-10'],
    changesUploaded('tells the type of an upload by its extension', (body) => {
      const extension = /\.(\w+)$/.exec(String(body['filename']))?.[1]?.toLowerCase() ?? '';
      return { ...body, contentType: byExtension[extension] ?? 'application/octet-stream' };
    }),
    subtle,
  ),
  must(
    ['UPL-10'],
    tells('tells only common types of uploads', (type) =>
      Object.values(byExtension).includes(type) ? type : 'application/octet-stream',
    ),
    subtle,
  ),
  must(
    ['UPL-10'],
    tells('leaves the parameters of types out', (type) => type.replace(/\s*;.*/, '')),
    subtle,
  ),
  must(
    ['UPL-10'],
    tells('writes parameters of types in small letters', (type) =>
      type.replace(/;.*/, (parameters) => parameters.toLowerCase()),
    ),
    subtle,
  ),
  must(
    ['UPL-10'],
    tells('leaves the suffix of types out', (type) => type.replace(/\+[^;]*/, '')),
    subtle,
  ),
  must(
    ['UPL-10'],
    tells('reads plus in types as a blank', (type) => type.replaceAll('+', ' ')),
    subtle,
  ),
  must(
    ['UPL-10'],
    remembering('tells the type of the last upload for all', () => {
      let contentType: unknown;
      return async (call, next) => {
        if (isOperation(call) && asksForUpload(call)) contentType = call.asked['contentType'];
        const response = await next();
        if (!isOperation(call) || !isUploaded(call) || asksForUpload(call) || !response.ok) return response;
        return withText(response, { ...((await response.json()) as object), contentType });
      };
    }),
    subtle,
  ),
  must(
    ['DL-03', 'UPL-10'],
    delivers('delivers uploads as octet-stream', () => 'application/octet-stream'),
    upload,
  ),
  must(
    ['DL-03'],
    delivers('delivers uploaded HTML as text', (type) => type.replace('text/html', 'text/plain')),
    subtle,
  ),
  should(
    ['UPL-06'],
    storageFault('stores uploads of any type', (call, next) => {
      const type = call.url.searchParams.get('type');
      return isPut(call) && type !== null ? next({ headers: { 'content-type': type } }) : next();
    }),
    subtle,
  ),
  must(
    ['UPL-04'],
    storageFault('refuses types of uploads with parameters', (call, next) =>
      isPut(call) && (call.request.headers.get('content-type') ?? '').includes(';')
        ? Promise.resolve(answered(403))
        : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-04'],
    repairs('binds uploads to the type in small letters', (asked) =>
      asked['action'] === 'upload' && typeof asked['contentType'] === 'string'
        ? { ...asked, contentType: asked['contentType'].toLowerCase() }
        : undefined,
    ),
    subtle,
  ),
  must(
    ['UPL-10', 'DL-02'],
    sizes('tells the size of uploads modulo 65536', (size) => size % 65_536),
    subtle,
  ),
  must(
    ['UPL-10', 'DL-02'],
    sizes('tells sizes over a megabyte in whole KiB', (size) =>
      size > 1e6 ? Math.round(size / 1024) * 1024 : size,
    ),
    subtle,
  ),
  must(
    ['UPL-10', 'DL-02'],
    sizes('tells size 1 of an empty upload', (size) => size || 1),
    subtle,
  ),
  must(
    ['UPL-10', 'DL-02'],
    remembering('tells the size of the first bytes that came', () => {
      const first = new Map<string, number>();
      return async (call, next) => {
        const response = await next();
        if (isPut(call) && response.ok && !first.has(call.url.pathname))
          first.set(call.url.pathname, call.bytes.length);
        const file = call.reference.files.withId(fileIdOf(call));
        const size = file && first.get(file.objectPath);
        if (!isOperation(call) || !response.ok || size === undefined) return response;
        return withText(response, { ...((await response.json()) as object), fileSize: size });
      };
    }),
    subtle,
  ),
  must(
    ['UPL-10', 'DL-02'],
    remembering('tells the characters of text for its size', () => {
      const counts = new Map<string, number>();
      return async (call, next) => {
        const response = await next();
        const type = call.request.headers.get('content-type') ?? '';
        if (isPut(call) && response.ok && type.startsWith('text/'))
          counts.set(call.url.pathname, Buffer.from(call.bytes).toString('utf8').length);
        const file = call.reference.files.withId(fileIdOf(call));
        const size = file && counts.get(file.objectPath);
        if (!isOperation(call) || !response.ok || size === undefined) return response;
        return withText(response, { ...((await response.json()) as object), fileSize: size });
      };
    }),
    subtle,
  ),
];

/** Tells another type of uploads than they were given. */
function tells(name: string, change: (contentType: string) => string): Defect {
  return changesUploaded(name, (body) => ({ ...body, contentType: change(String(body['contentType'])) }));
}

/** Tells another size of uploads than they have. */
function sizes(name: string, change: (fileSize: number) => number): Defect {
  return changesUploaded(name, (body) => ({ ...body, fileSize: change(Number(body['fileSize'])) }));
}

/** Delivers uploads under another type than they were given. */
function delivers(name: string, change: (contentType: string) => string): Defect {
  return storageFault(name, async (call, next) => {
    const response = await next();
    const file = call.reference.files.atPath(call.url.pathname);
    return response.status === 200 && call.request.method === 'GET' && file?.type === 'upload'
      ? withField(response, 'content-type', change(file.contentType))
      : response;
  });
}

function withText(response: Response, body: object): Response {
  const text = JSON.stringify(body);
  return withField(new Response(text, response), 'content-length', String(Buffer.byteLength(text)));
}
