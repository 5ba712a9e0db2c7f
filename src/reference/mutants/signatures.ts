import { storageFault } from '../defects/fault.ts';
import { isDownload } from '../defects/storage.ts';
import { forgetfulStorage, knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { compares, isGet, isRefusal, resigned } from './resigning.ts';

const { must } = mutantsOf('signatures');

/** Signatures of view and download URLs, in the plain scheme. */
export const signatures: readonly Mutant[] = [
  must(
    ['URL-04'],
    compares('compares the first half of the signature', (right, given) =>
      given.startsWith(right.slice(0, 32)),
    ),
    subtle,
  ),
  must(
    ['URL-04'],
    compares('compares the last eight characters of the signature', (right, given) =>
      given.endsWith(right.slice(-8)),
    ),
    subtle,
  ),
  must(
    ['URL-04'],
    compares('leaves out the last character of the signature when comparing', (right, given) =>
      given.startsWith(right.slice(0, -1)),
    ),
    subtle,
  ),
  must(
    ['URL-04'],
    compares(
      'compares as many characters of the signature as it was given',
      (right, given) => given !== '' && right.startsWith(given),
    ),
    subtle,
  ),
  must(
    ['URL-04', 'URL-07'],
    storageFault('skips the check when there is no signature', (call, next) =>
      isGet(call) && !call.url.searchParams.has('signature') ? next({ url: resigned(call) }) : next(),
    ),
    subtle,
  ),
  must(
    ['URL-04'],
    compares('takes an empty signature', (_, given, { url }) => given === '' && url.search.length > 1),
    subtle,
  ),
  must(
    ['URL-07'],
    storageFault('serves objects to anyone who knows the path', (call, next) =>
      isGet(call) && call.url.search === '' ? next({ url: resigned(call) }) : next(),
    ),
  ),
  must(
    ['URL-07'],
    forgetfulStorage('an object is public once it was read', () => {
      const read = new Set<string>();
      return async (call, next) => {
        if (isGet(call) && call.url.search === '' && read.has(call.url.pathname))
          return next({ url: resigned(call) });
        const response = await next();
        if (response.status === 200) read.add(call.url.pathname);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['URL-04'],
    compares('does not verify download URLs', (_, given, call) => given !== '' && isDownload(call)),
    subtle,
  ),
  must(
    ['URL-04'],
    compares(
      'does not verify view URLs',
      (_, given, call) => given !== '' && call.url.searchParams.get('disposition') === 'inline',
    ),
    subtle,
  ),
  must(
    ['URL-04'],
    forgetfulStorage('remembers by its path that a URL was verified', () => {
      const verified = new Set<string>();
      return async (call, next) => {
        if (isGet(call) && verified.has(call.url.pathname) && call.url.searchParams.has('expires'))
          return next({ url: resigned(call) });
        const response = await next();
        if (response.status === 200) verified.add(call.url.pathname);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['URL-04'],
    forgetfulStorage('lets each fourth wrong signature pass', () => {
      let wrong = 0;
      return async (call, next) => {
        const response = await next();
        if (!isGet(call) || !isRefusal(response)) return response;
        wrong += 1;
        return wrong % 4 === 0 ? next({ url: resigned(call) }) : response;
      };
    }),
    subtle,
  ),
  must(
    ['URL-04'],
    compares('decodes the signature as hex and compares what it got', (right, given) => {
      const digits = /^(?:[\da-f]{2})*/i.exec(given)?.[0] ?? '';
      return digits.length >= 2 && right.startsWith(digits.toLowerCase());
    }),
    subtle,
  ),
  must(
    ['URL-05'],
    knowsIssued('leaves the path out of what is signed', (issued) => (call, next) => {
      const known = issued.some(({ url }) => url.search === call.url.search);
      return isGet(call) && known ? next({ url: resigned(call) }) : next();
    }),
    subtle,
  ),
  must(
    ['URL-05'],
    knowsIssued('serves any path that begins with the signed one', (issued) => (call, next) => {
      const signed = issued.find(
        ({ url }) => url.search === call.url.search && call.url.pathname.startsWith(url.pathname),
      );
      return isGet(call) && signed ? next({ url: signed.url }) : next();
    }),
    subtle,
  ),
  must(
    ['URL-05'],
    knowsIssued('compares paths without regard to case', (issued) => (call, next) => {
      const [path, search] = [call.url.pathname.toLowerCase(), call.url.search];
      const signed = issued.find(({ url }) => url.pathname.toLowerCase() === path && url.search === search);
      return isGet(call) && signed ? next({ url: signed.url }) : next();
    }),
    subtle,
  ),
  must(
    ['URL-05', 'URL-06'],
    knowsIssued('takes a signature that it gave out for anything', (issued) => (call, next) => {
      const given = call.url.searchParams.get('signature');
      const known = issued.some(({ url }) => given !== null && url.searchParams.get('signature') === given);
      return isGet(call) && known ? next({ url: resigned(call) }) : next();
    }),
  ),
  must(
    ['URL-06'],
    knowsIssued('leaves the expiry out of what is signed', (issued) => (call, next) => {
      const known = issued.some(({ url }) => without(url, 'expires') === without(call.url, 'expires'));
      return isGet(call) && known ? next({ url: resigned(call) }) : next();
    }),
    subtle,
  ),
  must(
    ['URL-06'],
    compares('signs the expiry to the minute', (_, given, call) => {
      const expires = Number(call.url.searchParams.get('expires'));
      const claims = Array.from({ length: 121 }, (_unused, offset) => expires - 60 + offset);
      const rights = claims.map((each) => resigned(call, { expires: each }).searchParams.get('signature'));
      return rights.includes(given);
    }),
    subtle,
  ),
];

function without(url: URL, name: string): string {
  const rest = new URL(url);
  rest.searchParams.delete(name);
  return rest.pathname + rest.search;
}
