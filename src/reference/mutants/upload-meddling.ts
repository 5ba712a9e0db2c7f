import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../defects/fault.ts';
import { isPut, stores } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { delivers } from './delivering.ts';
import { forgetfulStorage } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';
import { isGet } from './resigning.ts';
import { isDownload } from '../defects/storage.ts';

const { must } = mutantsOf('upload bytes');
const upload = { profile: 'upload', subtle: true } as const;

/** What well-meaning servers make of some files. */
export const uploadMeddling: readonly Mutant[] = [
  must(['UPL-09'], stores('cuts zeros off the end of uploads', withoutTrailingNul), upload),
  must(
    ['UPL-09'],
    stores('decodes uploads that look like base64', (bytes) => {
      const text = bytes.toString('latin1');
      const looks =
        text.length >= 8 && /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text);
      return looks ? Buffer.from(text, 'base64') : bytes;
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('decodes uploads that are data URLs', (bytes) => {
      const [, text] = /^data:[^,]{0,200};base64,(.*)$/s.exec(bytes.toString('latin1')) ?? [];
      return text === undefined ? bytes : Buffer.from(text, 'base64');
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('takes an upload that begins like a form for a form', (bytes) => {
      const text = bytes.toString('latin1');
      const [, boundary, part] = /^--([^\r\n]{1,70})\r\n(?:[^\r\n]+\r\n)+\r\n([^]*)$/.exec(text) ?? [];
      if (boundary === undefined || part === undefined) return bytes;
      return Buffer.from(part.split(`\r\n--${boundary}`)[0] ?? '', 'latin1');
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('takes an upload that looks chunked for chunks', (bytes) => {
      const text = bytes.toString('latin1');
      if (!/^[\da-f]{1,8}(?:;[^\r\n]*)?\r\n[^]*\r\n0\r\n\r\n$/i.test(text)) return bytes;
      const length = Number.parseInt(text, 16);
      const start = text.indexOf('\r\n') + 2;
      return bytes.subarray(start, start + length);
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('stores UTF-16 as UTF-8', (bytes) =>
      bytes[0] === 0xff && bytes[1] === 0xfe ? Buffer.from(bytes.subarray(2).toString('utf16le')) : bytes,
    ),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('leaves out what follows the end of a PDF', (bytes) => {
      const end = bytes.lastIndexOf('%%EOF');
      const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
      return isPdf && end > 0 ? Buffer.concat([bytes.subarray(0, end + 5), Buffer.from('\n')]) : bytes;
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('takes the metadata out of JPEG', (bytes) => {
      const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff && bytes[3] === 0xe1;
      const length = isJpeg && bytes.length > 5 ? bytes.readUInt16BE(4) : 0;
      return isJpeg ? Buffer.concat([bytes.subarray(0, 2), bytes.subarray(4 + length)]) : bytes;
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('takes scripts out of pictures and pages', (bytes, call) =>
      /svg|html/i.test(typeOf(call))
        ? Buffer.from(
            bytes.toString('latin1').replaceAll(/<script[^]*?<\/script>|\son\w+="[^"]*"/gi, ''),
            'latin1',
          )
        : bytes,
    ),
    upload,
  ),
  must(
    ['UPL-05', 'DL-09'],
    delivers(
      'adds a script to pages that are viewed',
      (bytes) =>
        Buffer.from(
          bytes.toString('latin1').replace(/<\/body>/i, '<script src="/rum.js"></script>$&'),
          'latin1',
        ),
      (call) => !isDownload(call),
    ),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('begins tables with a byte order mark', (bytes, call) =>
      /^text\/csv/i.test(typeOf(call)) && bytes[0] !== 0xef
        ? Buffer.concat([Buffer.from('\uFEFF'), bytes])
        : bytes,
    ),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('composes the characters of texts', (bytes, call) => {
      const text = bytes.toString('utf8');
      const isText = /^text\//i.test(typeOf(call)) && Buffer.from(text).equals(bytes);
      return isText ? Buffer.from(text.normalize('NFC')) : bytes;
    }),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('writes XML without its declaration', (bytes) =>
      Buffer.from(bytes.toString('latin1').replace(/^<\?xml [^>]*\?>\s*/, ''), 'latin1'),
    ),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('ends a last carriage return with a line feed', (bytes) =>
      bytes.at(-1) === 0x0d ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes,
    ),
    upload,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    once('stores uploads once that begin and end alike', (bytes) => [
      bytes.length,
      bytes.subarray(0, 64).toString('hex'),
      bytes.subarray(-64).toString('hex'),
    ]),
    upload,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    once('stores uploads once that hold the same octets in another order', (bytes) => [
      createHash('md5').update(bytes.toSorted()).digest('hex'),
    ]),
    upload,
  ),
  must(
    ['UPL-22'],
    forgetfulStorage('mixes two uploads to a URL that come at once', () => {
      const open = new Map<string, Buffer[]>();
      return async (call, next) => {
        if (!isPut(call)) return next();
        const key = call.url.pathname;
        const bodies = open.get(key) ?? [];
        open.set(key, bodies);
        bodies.push(Buffer.from(call.bytes));
        await pause(25);
        const [first = Buffer.alloc(0), second] = bodies;
        const middle = first.length >> 1;
        setTimeout(() => open.delete(key), 25);
        return second
          ? next({ body: Buffer.concat([first.subarray(0, middle), second.subarray(middle)]) })
          : next();
      };
    }),
    upload,
  ),
  must(
    ['UPL-22'],
    forgetfulStorage('delivers a replaced file as it was read before', () => {
      const cached = new Map<string, { bytes: Buffer; headers: Headers }>();
      return async (call, next) => {
        const response = await next();
        if (!isGet(call) || response.status !== 200) return response;
        const key = `${call.url.pathname} ${isDownload(call)}`;
        const known = cached.get(key);
        if (known) return new Response(known.bytes, { headers: known.headers });
        const bytes = Buffer.from(await response.arrayBuffer());
        cached.set(key, { bytes, headers: response.headers });
        return new Response(bytes, { headers: response.headers });
      };
    }),
    upload,
  ),
];

function withoutTrailingNul(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function typeOf({ url }: Call): string {
  return url.searchParams.get('type') ?? '';
}

/** Stores the first of all uploads with the same key in place of the later ones. */
function once(name: string, keyOf: (bytes: Buffer) => unknown[]): Defect {
  return forgetfulStorage(name, () => {
    const known = new Map<string, Buffer>();
    return (call, next) => {
      const bytes = Buffer.from(call.bytes);
      if (!isPut(call) || bytes.length > 2 ** 20) return next();
      const key = JSON.stringify(keyOf(bytes));
      const first = known.get(key) ?? bytes;
      known.set(key, first);
      return next({ body: first });
    };
  });
}
