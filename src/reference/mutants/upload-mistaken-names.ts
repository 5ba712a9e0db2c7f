import { changesBody, withText } from '../defects/answers.ts';
import type { Body } from '../defects/fault.ts';
import { apiFault, fault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import { asksForUpload, changesTicket, changesUploaded, tellsOfPut } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';
import { resigned } from './resigning.ts';

const { must, should } = mutantsOf('upload names and types');
const upload = { profile: 'upload', subtle: true } as const;

/** What becomes of some names and types of uploads. */
export const uploadMistakenNames: readonly Mutant[] = [
  should(
    ['UPL-11'],
    keeps('renames what Windows reserves', (name) =>
      /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? `_${name}` : name,
    ),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('takes dots off the end of names', (name) => name.replace(/(.)\.+$/, '$1')),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('reads the entities of HTML in names', (name) =>
      name
        .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0xffff)))
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&'),
    ),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('takes dots off the begin of names', (name) => name.replace(/^\.+(.)/, '$1')),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('cuts names at 255 octets', (name) => {
      const octets = Buffer.from(name);
      return octets.length <= 255
        ? name
        : octets
            .subarray(0, 255)
            .toString()
            .replace(/\uFFFD$/, '');
    }),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('calls an upload named null untitled', (name) =>
      /^(?:null|undefined|nan)$/i.test(name) ? 'untitled' : name,
    ),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('writes one dot for two in names', (name) => name.replaceAll(/\.{2,}/g, '.')),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('leaves what is in angle brackets out of names', (name) => name.replaceAll(/<[^>]*>/g, '') || name),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('takes the drive off names', (name) => name.replace(/^[a-z]:(.)/i, '$1')),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('writes an underline for a colon in names', (name) => name.replaceAll(/[:*?|]/g, '_')),
    upload,
  ),
  should(
    ['UPL-11'],
    keeps('reads names as encoded words', (name) =>
      name.replaceAll(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, text: string) =>
        Buffer.from(text, 'base64').toString(),
      ),
    ),
    upload,
  ),
  must(
    ['UPL-10'],
    changesUploaded('tells the usual name of types that have several', (body) => {
      const usual: Record<string, string> = {
        'image/jpg': 'image/jpeg',
        'text/xml': 'application/xml',
        'text/javascript': 'application/javascript',
        'application/x-zip-compressed': 'application/zip',
        'text/x-markdown': 'text/markdown',
        'audio/x-wav': 'audio/wav',
      };
      return { ...body, contentType: usual[String(body['contentType'])] ?? body['contentType'] };
    }),
    upload,
  ),
  must(
    ['UPL-10'],
    knowsBytes('tells the type of an upload by its first octets', (bytes) => {
      const magic: [string, string][] = [
        ['%PDF-', 'application/pdf'],
        ['\u0089PNG', 'image/png'],
        ['PK\u0003\u0004', 'application/zip'],
        ['GIF8', 'image/gif'],
        ['\u001F\u008B', 'application/gzip'],
        ['<!doctype html', 'text/html'],
        ['{"', 'application/json'],
      ];
      return magic.find(([start]) =>
        bytes.toString('latin1').toLowerCase().startsWith(start.toLowerCase()),
      )?.[1];
    }),
    upload,
  ),
  must(
    ['UPL-10'],
    knowsBytes('calls empty uploads x-empty', (bytes) =>
      bytes.length === 0 ? 'application/x-empty' : undefined,
    ),
    upload,
  ),
  must(
    ['UPL-10', 'UPL-22'],
    remembering('tells a file as it was when it was asked for first', () => {
      const told = new Map<unknown, Body>();
      return async (call, next) => {
        const response = await next();
        if (!isOperation(call) || asksForUpload(call) || !response.ok) return response;
        const body = (await response.json()) as Body;
        const { filename, contentType, fileSize } = body;
        const first = told.get(call.asked['fileId']) ?? { filename, contentType, fileSize };
        told.set(call.asked['fileId'], first);
        return withText(response, JSON.stringify({ ...body, ...first }));
      };
    }),
    upload,
  ),
  must(
    ['UPL-12', 'UPL-05'],
    apiFault('a name with dots reaches the object of another file', async (call, next) => {
      const response = await next();
      const [, object = ''] = /\.\.\/(?:objects\/)?(\w{22})$/.exec(String(call.asked['fileName'])) ?? [];
      const target = call.reference.files.atPath(`/storage/objects/${object}`);
      if (!asksForUpload(call) || !response.ok || !target) return response;
      const body = (await response.json()) as Body;
      const own = new URL(String(body['url']));
      const reached = resigned({ ...call, url: own }, { method: 'PUT', path: target.objectPath });
      return withText(response, JSON.stringify({ ...body, url: reached.href }));
    }),
    upload,
  ),
  must(
    ['UPL-04', 'UPL-11'],
    changesTicket('writes # into upload URLs as it is', (body) => ({
      ...body,
      url: String(body['url']).replaceAll('%23', '#'),
    })),
    { ...upload, choices: { objectPath: 'named' } },
  ),
  must(
    ['UPL-04', 'DL-01'],
    changesBody('writes ? into URLs as it is', (body) => ({
      ...body,
      url: String(body['url']).replaceAll('%3F', '?'),
    })),
    { ...upload, choices: { objectPath: 'named' } },
  ),
  must(
    ['UPL-05', 'DL-01'],
    fault('decodes the paths of uploads twice', (call, next) => {
      if (!inStorage(call) || !/%25[\da-f]{2}/i.test(call.url.pathname)) return next();
      const url = new URL(call.url);
      url.pathname = url.pathname.replaceAll(/%25([\da-f]{2})/gi, '%$1');
      return next({ url });
    }),
    { ...upload, choices: { objectPath: 'named' } },
  ),
];

/** Keeps another name than an upload is given. */
function keeps(name: string, change: (fileName: string) => string): Defect {
  return repairs(name, (asked) => {
    const { action, fileName } = asked;
    if (action !== 'upload' || typeof fileName !== 'string' || fileName === '') return undefined;
    return { ...asked, fileName: change(fileName) };
  });
}

/** Tells another type of uploads, by the octets that were stored. */
function knowsBytes(name: string, typeOf: (bytes: Buffer) => string | undefined): Defect {
  return tellsOfPut(
    name,
    ({ bytes }) => typeOf(Buffer.from(bytes)),
    (body, contentType) => ({ ...body, contentType }),
  );
}
