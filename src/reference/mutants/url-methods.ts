import type { Call, When } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isDownload } from '../defects/storage.ts';
import { overwrites, signedFor } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage, knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';
import { compares, isRefusal, resigned } from './resigning.ts';

const { must, should } = mutantsOf('methods on signed URLs');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;
const isForReading: When = ({ url }) => url.searchParams.has('disposition');
const isForUpload: When = ({ url }) => url.searchParams.has('type');
const by =
  (method: string): When =>
  ({ request }) =>
    request.method === method;

/** Other methods than those that a URL was signed for. */
export const urlMethods: readonly Mutant[] = [
  must(['URL-08'], misused('lets view and download URLs be written', 'PUT', isForReading, replaced), upload),
  must(['URL-08'], misused('lets download URLs be written', 'PUT', isDownload, replaced), subtle),
  must(
    ['URL-08'],
    misused('lets view URLs be written', 'PUT', (call) => isForReading(call) && !isDownload(call), replaced),
    subtle,
  ),
  must(
    ['URL-08'],
    misused(
      'lets reading URLs be emptied',
      'PUT',
      (call) => isForReading(call) && call.bytes.length === 0,
      replaced,
    ),
    subtle,
  ),
  must(['URL-08'], misused('lets view and download URLs delete', 'DELETE', isForReading, removed), upload),
  must(
    ['URL-08'],
    misused('lets view URLs delete', 'DELETE', (call) => isForReading(call) && !isDownload(call), removed),
    subtle,
  ),
  must(
    ['URL-08'],
    misused('answers 204 to DELETE of reading URLs', 'DELETE', isForReading, answers(204)),
    subtle,
  ),
  must(['URL-08'], misused('answers 200 to PUT to reading URLs', 'PUT', isForReading, answers(200)), subtle),
  must(['URL-08'], misused('fails at PUT to reading URLs', 'PUT', isForReading, answers(500)), subtle),
  must(['URL-08'], despite('refuses PUT to reading URLs and writes', 'PUT', isForReading, replaced), subtle),
  must(
    ['URL-08'],
    despite('refuses DELETE of reading URLs and deletes', 'DELETE', isForReading, removed),
    subtle,
  ),
  must(
    ['URL-08'],
    knowsIssued('leaves the method out of what is signed', (issued) => (call, next) => {
      const known = issued.some(({ url }) => url.search === call.url.search);
      return by('PUT')(call) && known ? next({ url: signedFor('PUT', call), headers: pdf(call) }) : next();
    }),
    subtle,
  ),
  must(
    ['URL-08', 'URL-07'],
    misused('lets objects be written by their path', 'PUT', ({ url }) => url.search === '', replaced),
    subtle,
  ),
  should(
    ['URL-08'],
    misused('serves POST to reading URLs', 'POST', isForReading, (call) =>
      call.reference.handle(new Request(resigned(call, { method: 'GET' }))),
    ),
    subtle,
  ),
  should(['URL-08'], misused('lets reading URLs be written by POST', 'POST', isForReading, replaced), subtle),
  must(['UPL-06'], misused('lets upload URLs delete', 'DELETE', isForUpload, removed), upload),
  must(
    ['UPL-06'],
    despite('refuses DELETE of upload URLs and deletes', 'DELETE', isForUpload, removed),
    subtle,
  ),
  must(['UPL-06'], misused('lets upload URLs be written by POST', 'POST', isForUpload, replaced), subtle),
  must(['UPL-06'], misused('empties uploads by POST', 'POST', isForUpload, emptied), subtle),
  must(
    ['UPL-06'],
    forgetfulStorage('lets upload URLs delete what was read', () => {
      const read = new Set<string>();
      return (call, next) => {
        if (by('GET')(call)) read.add(call.url.pathname);
        const isMeant = by('DELETE')(call) && isForUpload(call) && read.has(call.url.pathname);
        return isMeant ? removed(call) : next();
      };
    }),
    subtle,
  ),
  should(
    ['UPL-06'],
    compares(
      'serves uploads at their upload URL',
      (_, given) => given !== '',
      (call) => isForUpload(call) && by('GET')(call),
    ),
    subtle,
  ),
];

type Misuse = (call: Call) => Promise<Response>;

/** Obeys a method that a URL was not signed for. */
function misused(name: string, method: string, when: When, misuse: Misuse): Defect {
  return storageFault(name, (call, next) => (by(method)(call) && when(call) ? misuse(call) : next()));
}

/** Refuses a method that a URL was not signed for, and obeys all the same. */
function despite(name: string, method: string, when: When, misuse: Misuse): Defect {
  return storageFault(name, async (call, next) => {
    const response = await next();
    if (by(method)(call) && when(call) && isRefusal(response)) await misuse(call);
    return response;
  });
}

async function replaced(call: Call): Promise<Response> {
  return overwrites({ ...call, url: typed(call) }, call.bytes);
}

async function emptied(call: Call): Promise<Response> {
  return overwrites({ ...call, url: typed(call) }, new Uint8Array());
}

async function removed({ reference, url }: Call): Promise<Response> {
  const file = reference.files.atPath(url.pathname);
  if (file) await reference.store.remove(file);
  return answered(file ? 204 : 404);
}

function answers(status: number): Misuse {
  return () => Promise.resolve(answered(status));
}

/** The URL with a type, which that of an upload has and that for reading has not. */
function typed({ url }: Call): URL {
  const own = new URL(url);
  if (!own.searchParams.has('type')) own.searchParams.set('type', 'application/pdf');
  return own;
}

function pdf({ url }: Call): Record<string, string> {
  return { 'content-type': url.searchParams.get('type') ?? 'application/pdf' };
}
