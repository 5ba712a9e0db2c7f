import type { Call, When } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isDownload } from '../defects/storage.ts';
import type { Defect } from '../start.ts';
import type { Issued } from './memory.ts';
import { forgetfulStorage, knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { expiryOf, isGet, nowFor, resigned, soon } from './resigning.ts';

const { must } = mutantsOf('real expiry');

/** When view and download URLs really die. */
export const realExpiry: readonly Mutant[] = [
  must(['EXP-06'], outlives('never lets a URL expire', Infinity)),
  must(['EXP-06'], outlives('never lets a download URL expire', Infinity, isDownload), subtle),
  must(
    ['EXP-06'],
    outlives('never lets a view URL expire', Infinity, (call) => !isDownload(call)),
    subtle,
  ),
  must(
    ['EXP-06'],
    storageFault('signs the first of two expiries and obeys the last', async (call, next) => {
      const [first, last] = call.url.searchParams.getAll('expires');
      if (!isGet(call) || last === undefined) return next();
      const right = resigned(call, { expires: Number(first) }).searchParams.get('signature');
      const genuine = right === call.url.searchParams.get('signature');
      return genuine ? next({ url: resigned(call, { expires: Number(last) }) }) : next();
    }),
    subtle,
  ),
  must(
    ['EXP-06'],
    outlives(
      'never lets the URLs of the second organisation expire',
      Infinity,
      ({ reference, url }) => reference.files.atPath(url.pathname)?.tenant === reference.alt.tenant,
    ),
    subtle,
  ),
  must(['EXP-06'], outlives('lets URLs live five minutes longer', 300)),
  must(['EXP-06'], outlives('lets URLs live another minute', 60), subtle),
  must(
    ['EXP-06'],
    outlives('lets ranges of an expired file be read', Infinity, ({ request }) =>
      request.headers.has('range'),
    ),
    subtle,
  ),
  must(
    ['EXP-06'],
    forgetfulStorage('checks the expiry of a URL until it was read once', () => {
      const read = new Set<string>();
      return async (call, next) => {
        if (isGet(call) && read.has(call.url.search)) return next({ url: alive(call) });
        const response = await next();
        if (isGet(call) && response.ok) read.add(call.url.search);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['EXP-06'],
    forgetfulStorage('gives a URL another minute each time that it is read', () => {
      const ends = new Map<string, number>();
      return async (call, next) => {
        const isAlive = nowFor(call) < (ends.get(call.url.search) ?? 0);
        const response = await (isGet(call) && isAlive ? next({ url: alive(call) }) : next());
        if (isGet(call) && response.ok) ends.set(call.url.search, nowFor(call) + 60_000);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['EXP-06'],
    knowsIssued('never lets a URL expire that has fractions of minutes', (issued) => (call, next) => {
      const minutes = Number(issuedAs(call, issued)?.asked['expiresInMinutes'] ?? 60);
      return isGet(call) && !Number.isInteger(minutes) ? next({ url: alive(call) }) : next();
    }),
    subtle,
  ),
  must(
    ['EXP-06'],
    knowsIssued(
      'remembers the expiry of a path from its longest URL',
      (issued, reference) => (call, next) => {
        const ends = issued
          .filter(({ url }) => url.pathname === call.url.pathname)
          .map(({ url }) => expiryOf({ ...call, url }));
        const isAlive =
          issuedAs(call, issued) && reference.now(reference.main.tenant) < Math.max(...ends) * 1000;
        return isGet(call) && isAlive ? next({ url: alive(call) }) : next();
      },
    ),
    subtle,
  ),
  must(
    ['EXP-06'],
    refusing('fails at an expired URL', () => 500),
  ),
  must(
    ['EXP-06'],
    refusing('answers 200 with an error to an expired URL', () => 200),
  ),
  must(
    ['EXP-06'],
    storageFault('redirects an expired URL to a fresh one', (call, next) => {
      if (!isGet(call) || !isExpired(call)) return next();
      const location = resigned(call, { expires: soon(call) }).href;
      const headers = { location, date: new Date().toUTCString() };
      return isGenuine(call) ? Promise.resolve(new Response(null, { status: 302, headers })) : next();
    }),
    subtle,
  ),
  must(['EXP-06', 'URL-09'], dies('lets URLs die after half their lifetime', 0.5), subtle),
  must(
    ['EXP-06', 'URL-09'],
    storageFault('lets URLs die twenty seconds early', (call, next) =>
      isGet(call) && nowFor(call) >= (expiryOf(call) - 20) * 1000 ? Promise.resolve(answered(403)) : next(),
    ),
    subtle,
  ),
  must(
    ['EXP-06', 'URL-09'],
    storageFault('lets URLs die at the full minute before', (call, next) =>
      isGet(call) && nowFor(call) >= Math.floor(expiryOf(call) / 60) * 60_000
        ? Promise.resolve(answered(403))
        : next(),
    ),
    subtle,
  ),
  must(
    ['EXP-06', 'DL-01'],
    storageFault('takes the expiry for local time two hours ahead', (call, next) =>
      isGet(call) && nowFor(call) >= (expiryOf(call) - 7200) * 1000 ? Promise.resolve(answered(403)) : next(),
    ),
  ),
];

/** Serves URLs that expired less than some seconds ago. */
function outlives(name: string, grace: number, when: When = () => true): Defect {
  return storageFault(name, (call, next) =>
    isGet(call) && when(call) && isGenuine(call) && nowFor(call) < (expiryOf(call) + grace) * 1000
      ? next({ url: alive(call) })
      : next(),
  );
}

/** Refuses URLs of which a share of the lifetime has gone. */
function dies(name: string, share: number): Defect {
  return knowsIssued(name, (issued) => (call, next) => {
    const own = issuedAs(call, issued);
    if (!own || !isGet(call)) return next();
    const end = own.at + share * (expiryOf(call) * 1000 - own.at);
    return nowFor(call) >= end ? Promise.resolve(answered(403)) : next();
  });
}

/** Answers expired URLs with another status. */
function refusing(name: string, status: (call: Call) => number): Defect {
  return storageFault(name, async (call, next) => {
    const response = await next();
    if (!isGet(call) || !isExpired(call) || response.status !== 403 || !isGenuine(call)) return response;
    const [other, headers] = [status(call), new Headers(response.headers)];
    if (other !== 204) return new Response(response.body, { status: other, headers });
    headers.delete('content-length');
    return new Response(null, { status: other, headers });
  });
}

function issuedAs({ url }: Call, issued: readonly Issued[]): Issued | undefined {
  return issued.find((each) => each.url.pathname === url.pathname && each.url.search === url.search);
}

function isExpired(call: Call): boolean {
  return nowFor(call) >= expiryOf(call) * 1000;
}

/** Whether nothing is wrong with the URL but perhaps its expiry. */
function isGenuine(call: Call): boolean {
  return resigned(call).search === call.url.search;
}

function alive(call: Call): URL {
  return resigned(call, { expires: Math.max(expiryOf(call), soon(call)) });
}
