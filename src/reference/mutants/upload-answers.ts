import { changesStatus, errorAnswer, withText } from '../defects/answers.ts';
import type { Body } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import { asksForUpload, changesTicket, isPut } from '../defects/uploads.ts';
import { storageFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import { isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';

const { must, should } = mutantsOf('upload answers');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;

/** Answers to requests for upload URLs. */
export const uploadAnswers: readonly Mutant[] = [
  must(
    ['UPL-01'],
    changesTicket('gives no fileId with an upload URL', ({ fileId: _, ...body }) => body),
    upload,
  ),
  must(
    ['UPL-01'],
    changesTicket('gives no expiresAt with an upload URL', ({ expiresAt: _, ...body }) => body),
    upload,
  ),
  must(
    ['UPL-01'],
    changesTicket('calls the upload URL uploadUrl', ({ url, ...body }) => ({ uploadUrl: url, ...body })),
    upload,
  ),
  must(
    ['UPL-01'],
    changesTicket('wraps the answer to an upload in data', (body) => ({ data: body })),
    upload,
  ),
  must(
    ['UPL-01'],
    changesStatus('answers 201 to a request for an upload URL', 200, 201, asksForUpload),
    upload,
  ),
  must(
    ['UPL-01'],
    apiFault('rejects uploads of PDF', async (call, next) =>
      asksForUpload(call) && call.asked['contentType'] === 'application/pdf'
        ? errorAnswer(422, 'INVALID_REQUEST')
        : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-03'],
    changesTicket('gives an empty fileId', (body) => ({ ...body, fileId: '' })),
    upload,
  ),
  must(
    ['UPL-03', 'UPL-05'],
    changesTicket('gives the fileId as a number', (body) => ({ ...body, fileId: 4711 })),
    upload,
  ),
  must(
    ['UPL-05'],
    changesTicket('gives the fileId in capitals', (body) => ({
      ...body,
      fileId: String(body['fileId']).toUpperCase(),
    })),
    upload,
  ),
  must(
    ['UPL-03'],
    reuses('gives one fileId to all uploads', () => 'all'),
    upload,
  ),
  must(
    ['UPL-03'],
    reuses('gives one upload to a name', ({ fileName }) => String(fileName)),
    subtle,
  ),
  must(
    ['UPL-03'],
    reuses('gives one upload to equal requests', (asked) => JSON.stringify(asked)),
    subtle,
  ),
  must(
    ['UPL-03'],
    remembering('gives each third upload the ticket before', () => {
      let [count, last] = [0, ''];
      return async (call, next) => {
        const response = await next();
        if (!isOperation(call) || !asksForUpload(call) || !response.ok) return response;
        count += 1;
        if (count % 3 === 0) return withText(response, last);
        last = await response.clone().text();
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['UPL-02'],
    repairs('calls an upload without name untitled', (asked) =>
      asked['action'] === 'upload' && asked['fileName'] === undefined
        ? { ...asked, fileName: 'untitled' }
        : undefined,
    ),
    upload,
  ),
  must(
    ['UPL-02'],
    repairs('takes an upload without type for octets', (asked) =>
      asked['action'] === 'upload' && asked['contentType'] === undefined
        ? { ...asked, contentType: 'application/octet-stream' }
        : undefined,
    ),
    upload,
  ),
  must(
    ['UPL-02'],
    repairs('takes the id of an upload for its name', (asked) =>
      asked['action'] === 'upload' && asked['fileName'] === undefined && typeof asked['fileId'] === 'string'
        ? { ...asked, fileName: asked['fileId'] }
        : undefined,
    ),
    subtle,
  ),
  must(
    ['UPL-02'],
    repairs('writes null as the name of an upload', (asked) =>
      asked['action'] === 'upload' && asked['fileName'] === null ? { ...asked, fileName: 'null' } : undefined,
    ),
    subtle,
  ),
  must(
    ['UPL-02', 'ROB-01'],
    apiFault('fails at an upload without type', (call, next) =>
      asksForUpload(call) && !('contentType' in call.asked)
        ? Promise.resolve(errorAnswer(500, 'INTERNAL'))
        : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-02', 'ERR-06'],
    changesStatus('answers 200 to uploads that it rejects', 422, 200, asksForUpload),
    upload,
  ),
  must(
    ['ERR-03'],
    apiFault('answers an upload without name with a page', async (call, next) => {
      const response = await next();
      if (!asksForUpload(call) || 'fileName' in call.asked || response.status !== 422) return response;
      const headers = { 'content-type': 'text/html', date: new Date().toUTCString() };
      return new Response('<h1>Unprocessable Entity</h1>', { status: 422, headers });
    }),
    subtle,
  ),
  must(
    ['UPL-04', 'URL-02'],
    storageFault('wants the key for uploads', (call, next) =>
      isPut(call) && !call.request.headers.has('authorization') ? Promise.resolve(answered(403)) : next(),
    ),
    upload,
  ),
  must(
    ['UPL-04'],
    storageFault('takes uploads by POST only', (call, next) => {
      if (isPut(call)) return Promise.resolve(answered(405));
      return call.request.method === 'POST' ? next({ method: 'PUT' }) : next();
    }),
    upload,
  ),
  must(
    ['UPL-04'],
    storageFault('stores an upload and fails then', async (call, next) => {
      const response = await next();
      return isPut(call) && response.ok ? answered(500) : response;
    }),
    upload,
  ),
  should(
    ['URL-11'],
    apiFault('lets upload URLs be cached', async (call, next) => {
      const response = await next();
      if (asksForUpload(call) && response.ok) response.headers.set('cache-control', 'max-age=300');
      return response;
    }),
    subtle,
  ),
];

/** Gives the ticket of an earlier request again to requests with the same key. */
function reuses(name: string, key: (asked: Body) => string): Defect {
  return remembering(name, () => {
    const tickets = new Map<string, string>();
    return async (call, next) => {
      const response = await next();
      if (!isOperation(call) || !asksForUpload(call) || !response.ok) return response;
      const ticket = tickets.get(key(call.asked)) ?? (await response.clone().text());
      tickets.set(key(call.asked), ticket);
      return withText(response, ticket);
    };
  });
}
