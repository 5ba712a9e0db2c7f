import { setTimeout as pause } from 'node:timers/promises';
import { withText } from '../defects/answers.ts';
import { asksForUpload, isPut } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage, isOperation, remembering } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';

const { must } = mutantsOf('upload life cycle');
const subtle = { profile: 'upload', subtle: true } as const;

/** What happens to uploads that come at the same time. */
export const uploadConcurrency: readonly Mutant[] = [
  must(['UPL-13', 'UPL-03'], sharesTickets('gives uploads that are asked for at once one ticket'), subtle),
  must(['UPL-13'], sharesBytes('stores the newest bytes of uploads that come at once'), subtle),
  must(
    ['UPL-13'],
    forgetfulStorage('takes one upload at a time', () => {
      let isBusy = false;
      return async (call, next) => {
        if (!isPut(call)) return next();
        if (isBusy) return answered(409);
        isBusy = true;
        await pause(10);
        isBusy = false;
        return next();
      };
    }),
    subtle,
  ),
  must(
    ['UPL-13', 'UPL-05'],
    remembering('answers a request for an upload with the ticket of another that comes at once', () => {
      const waiting: Promise<string>[] = [];
      return async (call, next) => {
        if (!isOperation(call) || !asksForUpload(call)) return next();
        const response = await next();
        const before = waiting.at(-1);
        const own = response.clone().text();
        waiting.push(own);
        await pause(10);
        void waiting.shift();
        return before && response.ok ? withText(response, await before) : response;
      };
    }),
    subtle,
  ),
];

function sharesTickets(name: string): Defect {
  return remembering(name, () => {
    let current: Promise<string> | undefined;
    return async (call, next) => {
      if (!isOperation(call) || !asksForUpload(call)) return next();
      const shared = current;
      const pending = next();
      if (shared) return withText(await pending, await shared);
      current = pending.then((response) => response.clone().text());
      await pause(10);
      current = undefined;
      return pending;
    };
  });
}

function sharesBytes(name: string): Defect {
  return forgetfulStorage(name, () => {
    let newest: Uint8Array = new Uint8Array();
    return async (call, next) => {
      if (!isPut(call)) return next();
      newest = call.bytes;
      await pause(10);
      return next({ body: newest });
    };
  });
}
