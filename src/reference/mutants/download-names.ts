import { changesHeader } from '../defects/answers.ts';
import { fault, fileIdOf } from '../defects/fault.ts';
import { isDownload, serves, withField } from '../defects/storage.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { isOperation } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';

const { must, should } = mutantsOf('download headers');
const upload = { profile: 'upload', subtle: true } as const;
const ascii = (name: string) => name.replaceAll(/[^ -~]|["\\%]/g, '_');
const isAscii = (name: string) => /^[ -~]*$/.test(name);

/** Header fields that are wrong for some names, types and answers. */
export const downloadNames: readonly Mutant[] = [
  should(
    ['DL-06'],
    disposes('writes names beyond ASCII as mail does', (field, kind, name) =>
      isAscii(name) ? field : `${kind}; filename="=?UTF-8?B?${Buffer.from(name).toString('base64')}?="`,
    ),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes('parts long names as mail does', (field, kind, name) =>
      name.length <= 60
        ? field
        : `${kind}; filename*0*=UTF-8''${encode(name.slice(0, 40))}; filename*1*=${encode(name.slice(40))}`,
    ),
    upload,
  ),
  must(
    ['DL-07', 'UPL-28'],
    disposes('cuts extended names at 200 octets', (_, kind, name) => {
      const extended = encode(name);
      return `${kind}; filename="${ascii(name)}"; filename*=UTF-8''${extended.slice(0, 200)}`;
    }),
    upload,
  ),
  should(
    ['DL-06'],
    disposes('cuts plain names at 64 characters and sends nothing else', (field, kind, name) =>
      isAscii(name) && name.length > 64 ? `${kind}; filename="${ascii(name).slice(0, 64)}"` : field,
    ),
    upload,
  ),
  must(
    ['DL-07', 'UPL-28'],
    disposes('writes extended names in Latin-1 that Latin-1 can write', (field, kind, name) =>
      isAscii(name) || /[^\0-\xff]/.test(name)
        ? field
        : `${kind}; filename*=ISO-8859-1''${percent(Buffer.from(name, 'latin1'))}`,
    ),
    upload,
  ),
  should(
    ['DL-06'],
    disposes('calls views by the name of the object', (field, kind) =>
      kind === 'inline' ? 'inline; filename="object"' : field,
    ),
    subtle,
  ),
  should(
    ['DL-06'],
    disposes('leaves astral characters out of extended names', (field, kind, name) =>
      /[\u{10000}-\u{10ffff}]/u.test(name)
        ? `${kind}; filename*=UTF-8''${encode(name.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ''))}`
        : field,
    ),
    upload,
  ),
  must(
    ['DL-07'],
    disposes('writes a backslash before quotes and leaves the quotes bare', (field, kind, name) =>
      /["\\]/.test(name)
        ? `${kind}; filename="${name.replaceAll(/[^ -~]/g, '_').replaceAll('"', '\\\\"')}"`
        : field,
    ),
    upload,
  ),
  should(
    ['DL-06'],
    disposes('escapes apostrophes in names with a backslash', (field, kind, name) =>
      name.includes("'")
        ? `${kind}; filename*=UTF-8''${encode(name.replaceAll("'", String.raw`\'`))}`
        : field,
    ),
    upload,
  ),
  must(
    ['UPL-28'],
    serves('says UTF-8 of texts in another charset', (response) => {
      const type = response.headers.get('content-type') ?? '';
      return withField(response, 'content-type', type.replace(/charset="?[\w-]+"?/i, 'charset=utf-8'));
    }),
    upload,
  ),
  must(
    ['DL-03', 'UPL-28'],
    serves('delivers XML types as text/xml', (response) => {
      const type = response.headers.get('content-type') ?? '';
      return withField(response, 'content-type', type.replace(/^[\w.-]+\/([\w.-]+\+)?xml\b/i, 'text/xml'));
    }),
    upload,
  ),
  must(
    ['DL-03', 'UPL-28'],
    serves('delivers images for download as octet-stream', (response, call) =>
      isDownload(call) && response.headers.get('content-type')?.startsWith('image/')
        ? withField(response, 'content-type', 'application/octet-stream')
        : response,
    ),
    upload,
  ),
  must(
    ['URL-03'],
    serves('sends the key along with uploads that are read', (response, { reference, url }) =>
      reference.files.atPath(url.pathname)?.type === 'upload'
        ? withField(response, 'x-amz-meta-uploaded-with', reference.main.token)
        : response,
    ),
    upload,
  ),
  must(
    ['URL-03'],
    fault('keeps the key in a cookie of each answer', async (call, next) => {
      const response = await next();
      const key = call.request.headers.get('authorization')?.replace(/^bearer /i, '') ?? '';
      return response.ok && isOperation(call)
        ? withField(response, 'set-cookie', `session=${key}; HttpOnly`)
        : response;
    }),
    subtle,
  ),
  should(
    ['URL-11'],
    changesHeader(
      'lets upload answers that ask for a lifetime be cached',
      'cache-control',
      'private, max-age=600',
      (response, call) => response.ok && asksForUpload(call) && 'expiresInMinutes' in call.asked,
    ),
    upload,
  ),
  should(
    ['URL-11'],
    changesHeader(
      'lets answers about uploads be cached',
      'cache-control',
      'private, max-age=60',
      (response, call) => response.ok && call.reference.files.withId(fileIdOf(call))?.type === 'upload',
    ),
    upload,
  ),
];

/** Changes the disposition, given its kind and the name of the file. */
function disposes(name: string, change: (field: string, kind: string, filename: string) => string): Defect {
  return serves(name, (response, { reference, url }) => {
    const field = response.headers.get('content-disposition') ?? '';
    const filename = reference.files.atPath(url.pathname)?.filename ?? '';
    return withField(response, 'content-disposition', change(field, /^\w*/.exec(field)?.[0] ?? '', filename));
  });
}

function encode(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function percent(octets: Buffer): string {
  return [...octets].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
