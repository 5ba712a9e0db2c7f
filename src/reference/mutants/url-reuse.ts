import { setTimeout as pause } from 'node:timers/promises';
import { isDownload } from '../defects/storage.ts';
import { forgetfulStorage, inStorage, isOperation, knowsIssued, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { isGet, nowFor } from './resigning.ts';

const { must } = mutantsOf('real expiry');

/** URLs that die of something else than time. */
export const urlReuse: readonly Mutant[] = [
  must(['URL-09'], limitedTo('serves each URL once', 1)),
  must(['URL-09'], limitedTo('serves each URL three times', 3), subtle),
  must(
    ['URL-09'],
    knowsIssued('serves only the newest URL of a file', (issued) => (call, next) => {
      const newest = issued.findLast(({ url }) => url.pathname === call.url.pathname);
      return isGet(call) && newest && newest.url.search !== call.url.search
        ? Promise.resolve(answered(403))
        : next();
    }),
    subtle,
  ),
  must(
    ['URL-09'],
    knowsIssued(
      'serves only the newest URL of all',
      (issued) => (call, next) =>
        isGet(call) && issued.at(-1)?.url.search !== call.url.search
          ? Promise.resolve(answered(403))
          : next(),
    ),
    subtle,
  ),
  must(
    ['URL-09'],
    knowsIssued('a download URL puts an end to the view URLs of its file', (issued) => (call, next) => {
      const own = issued.findIndex(({ url }) => url.href.endsWith(call.url.pathname + call.url.search));
      const isOver = issued
        .slice(own + 1)
        .some(({ url }) => url.pathname === call.url.pathname && isDownload({ url }));
      return isGet(call) && !isDownload(call) && own >= 0 && isOver ? Promise.resolve(answered(403)) : next();
    }),
    subtle,
  ),
  must(
    ['URL-09'],
    forgetfulStorage('serves a URL to one client at a time', () => {
      const busy = new Set<string>();
      return async (call, next) => {
        const key = call.url.search;
        if (!isGet(call)) return next();
        if (busy.has(key)) return answered(403);
        busy.add(key);
        const response = await next();
        await pause(10);
        busy.delete(key);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['URL-09', 'DL-09'],
    forgetfulStorage('serves nothing to a second reader at the same time', () => {
      const busy = new Set<string>();
      return async (call, next) => {
        const response = await next();
        if (!isGet(call) || !response.ok) return response;
        const isTaken = busy.has(call.url.pathname);
        busy.add(call.url.pathname);
        await pause(10);
        busy.delete(call.url.pathname);
        if (!isTaken) return response;
        const headers = new Headers(response.headers);
        headers.set('content-length', '0');
        return new Response('', { headers });
      };
    }),
    subtle,
  ),
  must(
    ['URL-09'],
    forgetfulStorage('binds a URL to the client that reads it first', () => {
      const readers = new Map<string, string>();
      return async (call, next) => {
        const reader = call.request.headers.get('user-agent') ?? '';
        const first = readers.get(call.url.search) ?? reader;
        if (isGet(call) && first !== reader) return answered(403);
        const response = await next();
        if (response.ok) readers.set(call.url.search, first);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['URL-09'],
    forgetfulStorage('lets a URL die of one wrong attempt at its object', () => {
      const burnt = new Set<string>();
      return async (call, next) => {
        if (isGet(call) && burnt.has(call.url.pathname)) return answered(403);
        const response = await next();
        if (isGet(call) && response.status === 403) burnt.add(call.url.pathname);
        return response;
      };
    }),
    subtle,
  ),
  must(
    ['DL-01', 'URL-09'],
    knowsIssued('serves a URL from its second second on', (issued) => (call, next) => {
      const own = issued.find(({ url }) => url.search === call.url.search);
      return own && isGet(call) && nowFor(call) < own.at + 1000 ? Promise.resolve(answered(403)) : next();
    }),
  ),
  must(
    ['DL-01', 'URL-09'],
    remembering('lets each seventh URL be dead from the start', () => {
      let count = 0;
      const dead = new Set<string>();
      return async (call, next) => {
        if (inStorage(call) && dead.has(call.url.search)) return answered(403);
        const response = await next();
        if (!isOperation(call) || !response.ok) return response;
        count += 1;
        const { url } = (await response.clone().json()) as { url: string };
        if (count % 7 === 0 && isFile(url)) dead.add(new URL(url).search);
        return response;
      };
    }),
    subtle,
  ),
];

function limitedTo(name: string, times: number, disposition?: string) {
  return forgetfulStorage(name, () => {
    const reads = new Map<string, number>();
    return async (call, next) => {
      const isMeant = [undefined, call.url.searchParams.get('disposition')].includes(disposition);
      const count = reads.get(call.url.search) ?? 0;
      if (isGet(call) && isMeant && count >= times) return answered(403);
      const response = await next();
      if (isGet(call) && response.ok) reads.set(call.url.search, count + 1);
      return response;
    };
  });
}

function isFile(url: string): boolean {
  return new URL(url).searchParams.has('disposition');
}
