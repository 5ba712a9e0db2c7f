import type { Call } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isDownload } from '../defects/storage.ts';
import type { Defect } from '../start.ts';
import { inStorage, isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { isGet } from './resigning.ts';
import { adds, changesUrl } from './url-writing.ts';

const { must, should } = mutantsOf('signed URL form');
const downloads = ({ asked }: Call) => asked['action'] === 'download';

/** How signed URLs are written, and what else a client needs to use them. */
export const urlForm: readonly Mutant[] = [
  should(
    ['URL-10'],
    changesUrl('ends URLs with a fragment', (url) => `${url}#page=1`),
  ),
  should(
    ['URL-10'],
    changesUrl('writes user and password into URLs', (url) => url.replace('://', '://reader:secret@')),
  ),
  must(
    ['SCH-06'],
    changesUrl('writes URLs without an origin', (url) => url.replace(/^\w+:\/\/[^/]+/, '')),
  ),
  must(
    ['SCH-06'],
    changesUrl('leaves the scheme out of download URLs', (url, call) =>
      downloads(call) ? url.replace(/^\w+:\/\//, '') : url,
    ),
    subtle,
  ),
  must(
    ['SCH-06'],
    adds('writes the file name into URLs as it is', (_, body) => `name=${String(body['filename'])}`),
  ),
  must(
    ['SCH-06'],
    changesUrl('ends URLs with a line feed', (url) => `${url}\n`),
    subtle,
  ),
  must(
    ['DL-01'],
    changesUrl('escapes URLs for HTML', (url) => url.replaceAll('&', '&amp;')),
  ),
  must(
    ['DL-01'],
    changesUrl('encodes the query of URLs twice', (url) =>
      url.replace(/\?.*/, (query) => `?${encodeURIComponent(query.slice(1))}`),
    ),
  ),
  must(
    ['DL-01'],
    changesUrl('leaves the port out of URLs', (url) => url.replace(/:\d+\//, '/')),
  ),
  must(
    ['DL-01', 'URL-10'],
    changesUrl('points to the store by its internal name', (url) =>
      url.replace(/\/\/[^/]+/, '//minio.invalid:9000'),
    ),
  ),
  must(
    ['DL-01', 'URL-10'],
    changesUrl('points to a link-local address', (url) => url.replace(/\/\/[^/]+/, '//169.254.169.254')),
  ),
  must(
    ['URL-02'],
    needs('wants the key for files', ({ request }) => request.headers.has('authorization')),
  ),
  must(
    ['URL-02'],
    needs(
      'wants the key for downloads',
      (call) => !isDownload(call) || call.request.headers.has('authorization'),
    ),
    subtle,
  ),
  must(
    ['URL-02', 'DL-01'],
    needs('wants a referer for files', ({ request }) => request.headers.has('referer')),
  ),
  must(
    ['URL-02', 'DL-01'],
    remembering('wants the cookie of the answer that it gave with the URL', () => async (call, next) => {
      if (inStorage(call) && isGet(call) && !call.request.headers.has('cookie')) return answered(403);
      const response = await next();
      if (isOperation(call)) response.headers.append('set-cookie', 'session=1; Path=/');
      return response;
    }),
  ),
];

/** Refuses to serve files to requests for which `given` does not hold. */
function needs(name: string, given: (call: Call) => boolean): Defect {
  return storageFault(name, (call, next) =>
    isGet(call) && !given(call) ? Promise.resolve(answered(403)) : next(),
  );
}
