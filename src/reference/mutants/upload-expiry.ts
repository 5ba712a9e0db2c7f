import type { Call } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isPut } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage, knowsIssued } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';
import { expiryOf, nowFor, resigned, soon } from './resigning.ts';

const { must } = mutantsOf('real expiry');
const upload = { profile: 'upload' } as const;
const subtleUpload = { profile: 'upload', subtle: true } as const;

/** When upload URLs really die. */
export const uploadExpiry: readonly Mutant[] = [
  must(['UPL-16'], outlives('never lets an upload URL expire', Infinity), upload),
  must(['UPL-16'], outlives('lets upload URLs live five minutes longer', 300), subtleUpload),
  must(
    ['UPL-16'],
    storageFault('stores an expired upload and refuses it', async (call, next) => {
      const response = await next();
      if (isPut(call) && isExpired(call)) await next({ url: alive(call) });
      return response;
    }),
    subtleUpload,
  ),
  must(
    ['UPL-16'],
    storageFault('answers 200 to an expired upload and stores nothing', async (call, next) => {
      const response = await next();
      return isPut(call) && isExpired(call) ? answered(200) : response;
    }),
    subtleUpload,
  ),
  must(
    ['UPL-16'],
    storageFault('fails at an expired upload', async (call, next) => {
      const response = await next();
      return isPut(call) && isExpired(call) ? answered(500) : response;
    }),
    upload,
  ),
  must(
    ['UPL-16'],
    forgetfulStorage('checks the expiry of an upload URL until it was used', () => {
      const used = new Set<string>();
      return async (call, next) => {
        if (isPut(call) && used.has(call.url.search)) return next({ url: alive(call) });
        const response = await next();
        if (isPut(call) && response.ok) used.add(call.url.search);
        return response;
      };
    }),
    subtleUpload,
  ),
  must(
    ['UPL-16', 'UPL-07'],
    storageFault('leaves an empty object behind an expired upload', async (call, next) => {
      const response = await next();
      if (isPut(call) && isExpired(call)) await next({ url: alive(call), body: '' });
      return response;
    }),
    subtleUpload,
  ),
  must(
    ['UPL-16'],
    knowsIssued('lets upload URLs die after a tenth of their lifetime', (issued) => (call, next) => {
      const own = issued.find(({ url }) => url.search === call.url.search);
      const end = own ? own.at + (expiryOf(call) * 1000 - own.at) / 10 : Infinity;
      return isPut(call) && nowFor(call) >= end ? Promise.resolve(answered(403)) : next();
    }),
    subtleUpload,
  ),
];

function outlives(name: string, grace: number): Defect {
  return storageFault(name, (call, next) =>
    isPut(call) && isExpired(call) && nowFor(call) < (expiryOf(call) + grace) * 1000
      ? next({ url: alive(call) })
      : next(),
  );
}

/** Whether nothing is wrong with the URL but its expiry. */
function isExpired(call: Call): boolean {
  return nowFor(call) >= expiryOf(call) * 1000 && resigned(call).search === call.url.search;
}

function alive(call: Call): URL {
  return resigned(call, { expires: soon(call) });
}
