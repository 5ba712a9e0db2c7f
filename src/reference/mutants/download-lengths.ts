import { gzipSync } from 'node:zlib';
import { changesBody } from '../defects/answers.ts';
import type { Call, When } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isDownload, serves, withField } from '../defects/storage.ts';
import { delivers } from './delivering.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { isGet } from './resigning.ts';

const { must } = mutantsOf('download content');
const isView: When = (call) => !isDownload(call);
const empty = { ...subtle, choices: { mainFile: 'empty' } } as const;
const html = { ...subtle, choices: { mainFile: 'html' } } as const;

/** Lengths and codings of files, and files that are empty or HTML. */
export const downloadLengths: readonly Mutant[] = [
  must(
    ['DL-01', 'DL-09'],
    serves('views files within a page', (_, { url }) =>
      isView({ url } as Call)
        ? new Response('<!doctype html><iframe src="file"></iframe>', {
            headers: { ...dated(), 'content-type': 'application/pdf' },
          })
        : _,
    ),
  ),
  must(
    ['DL-02'],
    delivers('delivers files gzipped without saying so', (bytes) => gzipSync(bytes)),
  ),
  must(
    ['DL-01'],
    serves('says gzip of downloads that are not gzipped', (response, call) =>
      isDownload(call) ? withField(response, 'content-encoding', 'gzip') : response,
    ),
    subtle,
  ),
  must(
    ['DL-08'],
    serves('counts the characters of a file for its length', async (response) => {
      const bytes = Buffer.from(await response.arrayBuffer());
      const headers = new Headers(response.headers);
      headers.set('content-length', String(bytes.toString('utf8').length));
      return new Response(bytes, { headers });
    }),
  ),
  must(
    ['DL-08'],
    serves('announces one octet more than there is', (response) =>
      withField(response, 'content-length', String(Number(response.headers.get('content-length')) + 1)),
    ),
  ),
  must(
    ['DL-01', 'DL-08'],
    serves('breaks off before the last thousand octets of a download', async (response, call) => {
      if (!isDownload(call)) return response;
      const bytes = Buffer.from(await response.arrayBuffer());
      return new Response(bytes.subarray(0, -1000), { headers: response.headers });
    }),
    subtle,
  ),
  must(
    ['DL-02'],
    changesBody('gives sizes of files in KiB', (body) => ({
      ...body,
      fileSize: Math.ceil(Number(body['fileSize']) / 1024),
    })),
  ),
  must(
    ['DL-02'],
    changesBody('gives the size on disk', (body) => ({
      ...body,
      fileSize: Math.ceil(Number(body['fileSize']) / 4096) * 4096,
    })),
    subtle,
  ),
  must(
    ['DL-02'],
    changesBody('gives downloads another size than views', (body, { asked }) => ({
      ...body,
      fileSize: Number(body['fileSize']) + (asked['action'] === 'download' ? 1 : 0),
    })),
    subtle,
  ),
  must(
    ['DL-01'],
    storageFault('takes an empty file for a missing one', async (call, next) => {
      const response = await next();
      const isEmpty = response.headers.get('content-length') === '0' && response.status === 200;
      return isGet(call) && isEmpty ? new Response('', { status: 404, headers: dated() }) : response;
    }),
    empty,
  ),
  must(
    ['DL-02'],
    delivers('delivers an empty file as a line feed', (bytes) =>
      bytes.length === 0 ? Buffer.from('\n') : bytes,
    ),
    empty,
  ),
  must(
    ['DL-02'],
    delivers('takes the doctype out of HTML', (bytes) =>
      Buffer.from(bytes.toString().replace(/^<!doctype html>/i, '')),
    ),
    html,
  ),
  must(
    ['DL-02', 'DL-09'],
    delivers('writes HTML in Latin-1', (bytes) => Buffer.from(bytes.toString(), 'latin1'), isView),
    html,
  ),
];

function dated(): Record<string, string> {
  return { date: new Date().toUTCString() };
}
