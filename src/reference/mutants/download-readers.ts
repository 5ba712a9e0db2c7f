import { gzipSync } from 'node:zlib';
import { setTimeout as pause } from 'node:timers/promises';
import { storageFault } from '../defects/fault.ts';
import { isDownload, sendsPart, serves, withField } from '../defects/storage.ts';
import { delivers, rewritten } from './delivering.ts';
import { forgetfulStorage } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { isGet, resigned } from './resigning.ts';

const { must, should } = mutantsOf('download content');
const upload = { profile: 'upload', subtle: true } as const;

/** What happens to a file on its way, for some readers. */
export const downloadReaders: readonly Mutant[] = [
  must(
    ['DL-08'],
    storageFault('gzips for who takes it and announces the length before', async (call, next) => {
      const response = await next();
      const isTaken = /gzip/.test(call.request.headers.get('accept-encoding') ?? '');
      if (!isGet(call) || response.status !== 200 || !isTaken) return response;
      const bytes = gzipSync(Buffer.from(await response.arrayBuffer()));
      return withField(new Response(bytes, { headers: response.headers }), 'content-encoding', 'gzip');
    }),
    subtle,
  ),
  must(
    ['UPL-09', 'DL-01'],
    serves('says gzip of files that look gzipped', async (response) => {
      const bytes = Buffer.from(await response.arrayBuffer());
      const same = new Response(bytes, { headers: response.headers });
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? withField(same, 'content-encoding', 'gzip') : same;
    }),
    upload,
  ),
  must(
    ['DL-01', 'DL-09'],
    storageFault('shows a page to who asks for HTML', async (call, next) => {
      const response = await next();
      const wantsPage = call.request.headers.get('accept')?.startsWith('text/html') ?? false;
      if (!isGet(call) || response.status !== 200 || !wantsPage) return response;
      const page = '<!doctype html><title>Preview</title><p>Click to download.';
      const headers = { 'content-type': 'text/html', date: response.headers.get('date') ?? '' };
      return new Response(page, { headers });
    }),
    subtle,
  ),
  must(
    ['DL-01', 'URL-02'],
    storageFault('refuses readers with an Origin', (call, next) =>
      isGet(call) && call.request.headers.has('origin') ? Promise.resolve(answered(403)) : next(),
    ),
    subtle,
  ),
  must(
    ['DL-13'],
    sendsPart(
      'loses the last octet of the rest of a file',
      (bytes) => bytes.subarray(0, -1),
      /^bytes=[1-9]\d*-$/,
    ),
    subtle,
  ),
  must(
    ['DL-13'],
    sendsPart(
      'shifts ranges within a file by an octet',
      (bytes) => Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]),
      /^bytes=[1-9]\d*-\d+$/,
    ),
    subtle,
  ),
  must(
    ['DL-13', 'DL-08'],
    storageFault('says 206 and sends the whole file', async (call, next) => {
      const response = await next();
      if (!isGet(call) || response.status !== 206) return response;
      const whole = await next({ headers: { range: null } });
      const length = whole.headers.get('content-length') ?? '0';
      const headers = new Headers(response.headers);
      headers.set('content-length', length);
      return new Response(whole.body, { status: 206, headers });
    }),
    subtle,
  ),
  must(
    ['DL-10'],
    storageFault('takes any If-Range for the current one', (call, next) =>
      isGet(call) && call.request.headers.has('if-range') ? next({ headers: { 'if-range': null } }) : next(),
    ),
    subtle,
  ),
  must(
    ['DL-01'],
    storageFault('answers 304 to any If-None-Match', async (call, next) => {
      const response = await next();
      return isGet(call) && response.ok && call.request.headers.has('if-none-match')
        ? new Response(null, { status: 304, headers: { date: response.headers.get('date') ?? '' } })
        : response;
    }),
    subtle,
  ),
  must(
    ['DL-01'],
    storageFault('answers 304 to any If-Modified-Since', async (call, next) => {
      const response = await next();
      return isGet(call) && response.ok && call.request.headers.has('if-modified-since')
        ? new Response(null, { status: 304, headers: { date: response.headers.get('date') ?? '' } })
        : response;
    }),
    subtle,
  ),
  must(
    ['UPL-22', 'DL-01'],
    serves('keeps the entity tag when a file is replaced', (response, { url }) =>
      withField(response, 'etag', `"${url.pathname.split('/').at(-1) ?? ''}"`),
    ),
    upload,
  ),
  must(
    ['DL-08'],
    storageFault('says that HEAD has no octets', async (call, next) => {
      const genuine = resigned(call, { method: 'GET' }).search === call.url.search;
      if (call.request.method !== 'HEAD' || !genuine) return next();
      const response = await next({ method: 'GET' });
      const headers = new Headers(response.headers);
      headers.set('content-length', '0');
      return new Response(null, { headers });
    }),
    subtle,
  ),
  must(
    ['DL-03', 'DL-06'],
    forgetfulStorage('mixes up the header of files that are read at the same time', () => {
      let latest = new Headers();
      return async (call, next) => {
        const response = await next();
        if (!isGet(call) || response.status !== 200) return response;
        latest = response.headers;
        await pause(10);
        const headers = new Headers(response.headers);
        for (const field of ['content-type', 'content-disposition'])
          headers.set(field, latest.get(field) ?? '');
        return new Response(response.body, { headers });
      };
    }),
    subtle,
  ),
  must(
    ['UPL-09', 'UPL-05'],
    delivers('delivers nothing of files of whole 64 KiB', (bytes) =>
      bytes.length % 65_536 === 0 ? bytes.subarray(0, 0) : bytes,
    ),
    upload,
  ),
  must(
    ['DL-09'],
    forgetfulStorage('mixes the halves of a file that is viewed and downloaded at once', () => {
      const open = new Map<string, { count: number; kinds: Set<boolean> }>();
      return async (call, next) => {
        const response = await next();
        if (!isGet(call) || response.status !== 200) return response;
        const place = open.get(call.url.pathname) ?? { count: 0, kinds: new Set() };
        open.set(call.url.pathname, place);
        place.count += 1;
        place.kinds.add(isDownload(call));
        await pause(10);
        const isMixed = place.kinds.size === 2;
        place.count -= 1;
        if (place.count === 0) open.delete(call.url.pathname);
        return isMixed
          ? rewritten(response, (bytes) => {
              const middle = bytes.length >> 1;
              return Buffer.concat([bytes.subarray(middle), bytes.subarray(0, middle)]);
            })
          : response;
      };
    }),
    subtle,
  ),
  should(
    ['URL-11'],
    serves('lets every cache keep what lies behind a URL for a day', (response) =>
      withField(response, 'cache-control', 'public, max-age=86400, immutable'),
    ),
    subtle,
  ),
];
