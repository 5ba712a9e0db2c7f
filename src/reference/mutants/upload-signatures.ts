import { storageFault } from '../defects/fault.ts';
import { isPut } from '../defects/uploads.ts';
import { forgetfulStorage, knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { compares, expiryOf, isRefusal, nowFor, resigned } from './resigning.ts';

const { must } = mutantsOf('signatures');
const upload = { profile: 'upload' } as const;

/** Signatures of upload URLs. */
export const uploadSignatures: readonly Mutant[] = [
  must(
    ['UPL-14'],
    compares('does not verify upload URLs', (_, given) => given !== '', isPut),
    upload,
  ),
  must(
    ['UPL-14'],
    compares(
      'compares a quarter of the signature of an upload',
      (right, given) => given.startsWith(right.slice(0, 16)),
      isPut,
    ),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-14'],
    storageFault('stores first and verifies then', async (call, next) => {
      const response = await next();
      const isLive = nowFor(call) < expiryOf(call) * 1000;
      if (isPut(call) && isRefusal(response) && isLive && typeOf(call) !== null)
        await next({ url: resigned(call), headers: { 'content-type': typeOf(call) } });
      return response;
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-14', 'UPL-07'],
    storageFault('leaves an empty object behind a refused upload', async (call, next) => {
      const response = await next();
      if (isPut(call) && isRefusal(response) && typeOf(call) !== null)
        await next({ url: resigned(call), headers: { 'content-type': typeOf(call) }, body: '' });
      return response;
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-14'],
    knowsIssued('leaves the path of an upload out of what is signed', (issued) => (call, next) => {
      const known = issued.some(({ url }) => url.search === call.url.search);
      return isPut(call) && known ? next({ url: resigned(call) }) : next();
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-14'],
    knowsIssued('leaves the lifetime of an upload out of what is signed', (issued) => (call, next) => {
      const given = call.url.searchParams.get('signature');
      const known = issued.some(
        ({ url }) =>
          url.pathname === call.url.pathname && url.searchParams.get('signature') === given && given !== null,
      );
      return isPut(call) && known ? next({ url: resigned(call) }) : next();
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-14'],
    forgetfulStorage('verifies only the first upload to a path', () => {
      const verified = new Set<string>();
      return async (call, next) => {
        if (isPut(call) && verified.has(call.url.pathname)) return next({ url: resigned(call) });
        const response = await next();
        if (isPut(call) && response.ok) verified.add(call.url.pathname);
        return response;
      };
    }),
    { ...upload, ...subtle },
  ),
  must(
    ['UPL-14'],
    storageFault('answers 200 to an upload that it refuses', async (call, next) => {
      const response = await next();
      return isPut(call) && response.status === 403
        ? new Response(response.body, { status: 200, headers: response.headers })
        : response;
    }),
    upload,
  ),
  must(
    ['UPL-14'],
    storageFault('fails at an upload that it refuses', async (call, next) => {
      const response = await next();
      return isPut(call) && response.status === 403
        ? new Response('Forbidden', { status: 500, headers: { date: new Date().toUTCString() } })
        : response;
    }),
    upload,
  ),
];

function typeOf({ url }: { readonly url: URL }): string | null {
  return url.searchParams.get('type');
}
