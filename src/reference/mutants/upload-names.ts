import { errorAnswer, withText } from '../defects/answers.ts';
import type { Body } from '../defects/fault.ts';
import { apiFault, fileIdOf } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import { withField } from '../defects/storage.ts';
import { asksForUpload, changesUploaded, isUploaded, storageKnowsNames } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';
import { isGet } from './resigning.ts';

const { must } = mutantsOf('upload names and types');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;

/** What becomes of the names of uploads. */
export const uploadNames: readonly Mutant[] = [
  must(
    ['UPL-10'],
    keeps('calls every upload upload', () => 'upload'),
    upload,
  ),
  must(
    ['UPL-10'],
    keeps('writes extensions in small letters', (name) => name.replace(/\.\w+$/, (end) => end.toLowerCase())),
    subtle,
  ),
  must(
    ['UPL-10'],
    keeps('puts the time before the names of uploads', (name) => `${Date.now()}-${name}`),
    upload,
  ),
  must(
    ['UPL-10'],
    remembering('numbers uploads of the same name', () => {
      const known = new Map<string, number>();
      return (call, next) => {
        const name = call.asked['fileName'];
        if (!isOperation(call) || !asksForUpload(call) || typeof name !== 'string') return next();
        const count = known.get(name) ?? 0;
        known.set(name, count + 1);
        return count === 0
          ? next()
          : next({ body: JSON.stringify({ ...call.asked, fileName: `(${count}) ${name}` }) });
      };
    }),
    subtle,
  ),
  must(
    ['UPL-10'],
    keeps('gives PDF its extension again', (name, type) =>
      type === 'application/pdf' ? `${name}.pdf` : name,
    ),
    subtle,
  ),
  must(
    ['UPL-10'],
    changesUploaded('calls an upload by its id', (body, { asked }) => ({
      ...body,
      filename: asked['fileId'],
    })),
    upload,
  ),
  must(
    ['UPL-10'],
    changesUploaded('gives the name of uploads without extension', (body) => ({
      ...body,
      filename: String(body['filename']).replace(/(.)\.[^.]*$/, '$1'),
    })),
    upload,
  ),
  must(
    ['UPL-12'],
    remembering('keeps the path of a name', () => {
      const names = new Map<string, string>();
      return async (call, next) => {
        const response = await next();
        if (!response.ok) return response;
        if (inStorage(call)) {
          const filename = names.get(call.url.pathname);
          const field = `attachment; filename="${filename?.replaceAll('"', '') ?? ''}"`;
          return filename !== undefined && isGet(call)
            ? withField(response, 'content-disposition', field)
            : response;
        }
        if (!isOperation(call)) return response;
        const body = (await response.json()) as Body;
        const path = new URL(String(body['url'])).pathname;
        const name = String(call.asked['fileName']);
        if (asksForUpload(call) && /^[ -.0-~]*\/[ -~]*$/.test(name)) names.set(path, name);
        const filename = names.get(path);
        const isTold = filename !== undefined && !asksForUpload(call);
        return withText(response, JSON.stringify(isTold ? { ...body, filename } : body));
      };
    }),
    subtle,
  ),
  must(
    ['UPL-11', 'ROB-01'],
    apiFault('fails at an upload with emoji in its name', (call, next) =>
      asksForUpload(call) && /[\u{10000}-\u{10ffff}]/u.test(String(call.asked['fileName']))
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-11', 'ROB-01'],
    apiFault('fails at a percent sign in a name', (call, next) =>
      asksForUpload(call) && /%(?![\da-f]{2})/i.test(String(call.asked['fileName']))
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-12', 'DL-01'],
    failsFor('cannot deliver an upload with control characters in its name', /\p{Cc}/u),
    subtle,
  ),
  must(
    ['UPL-11', 'DL-01'],
    failsFor('cannot deliver an upload with a name outside Latin-1', /[^\0-\xff]/),
    subtle,
  ),
  must(['UPL-11', 'DL-01'], failsFor('cannot deliver an upload with a quote in its name', /"/), subtle),
  must(
    ['UPL-11', 'DL-07'],
    names('writes names with quotes into quotes', /["\\]/, (name) => `"${name}"`),
    subtle,
  ),
  must(
    ['UPL-11', 'DL-07'],
    names('writes names with blanks without quotes', / /, (name) => name),
    subtle,
  ),
  must(
    ['UPL-11', 'DL-07'],
    names('writes names with a semicolon without quotes', /;/, (name) => name),
    subtle,
  ),
  must(
    ['UPL-12', 'DL-07'],
    storageKnowsNames('lets a line break in a name begin a header field', async (_, next, name) => {
      const response = await next();
      const injected = /[\r\n]+([\w-]+):? *([\w ]+)/.exec(name);
      return response.ok && injected?.[1] ? withField(response, injected[1], injected[2] ?? '') : response;
    }),
    subtle,
  ),
  must(
    ['UPL-11', 'DL-07'],
    storageKnowsNames('leaves percent signs in extended names', async (call, next, name) => {
      const response = await next();
      return call.request.method === 'GET' && response.ok && name.includes('%')
        ? withField(
            response,
            'content-disposition',
            `attachment; filename*=UTF-8''${encodeURIComponent(Buffer.from(name).toString()).replaceAll('%25', '%')}`,
          )
        : response;
    }),
    subtle,
  ),
  must(
    ['UPL-11', 'ROB-01'],
    apiFault('fails at downloads of uploads with a name outside ASCII', (call, next) => {
      const name = call.reference.files.withId(fileIdOf(call))?.filename ?? '';
      return isUploaded(call) && call.asked['action'] === 'download' && /[^\0-\x7f]/.test(name)
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next();
    }),
    subtle,
  ),
];

/** Keeps another name than an upload is given. */
function keeps(name: string, change: (fileName: string, contentType: unknown) => string): Defect {
  return repairs(name, (asked) => {
    const { action, fileName, contentType } = asked;
    if (action !== 'upload' || typeof fileName !== 'string' || fileName === '') return undefined;
    return { ...asked, fileName: change(fileName, contentType) };
  });
}

/** Cannot deliver uploads with a name that matches. */
function failsFor(name: string, pattern: RegExp): Defect {
  return storageKnowsNames(name, (call, next, fileName) => {
    if (call.request.method !== 'GET' || !pattern.test(fileName)) return next();
    throw new TypeError('Invalid character in header content ["Content-Disposition"]');
  });
}

/** Writes names that match otherwise into the disposition of downloads. */
function names(name: string, pattern: RegExp, written: (ascii: string) => string): Defect {
  return storageKnowsNames(name, async (call, next, fileName) => {
    const response = await next();
    if (call.request.method !== 'GET' || !response.ok || !pattern.test(fileName)) return response;
    const ascii = fileName.replaceAll(/[^ -~]/gu, '_');
    return withField(response, 'content-disposition', `attachment; filename=${written(ascii)}`);
  });
}
