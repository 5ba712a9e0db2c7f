import { errorAnswer } from '../defects/answers.ts';
import type { Body } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { memory, textOf } from './occasions.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { reads, texts } from './reading.ts';

const { must } = mutantsOf('rejection');
const readsId = reads('fileId');
const readsAction = reads('action');
const readsLifetime = reads('expiresInMinutes');

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds a request where the contract has none. */
function finds(name: string, find: (asked: Body) => unknown): Defect {
  return repairs(name, (asked) => {
    const found = find(asked);
    return isObject(found) ? found : undefined;
  });
}

/** Requests with missing or invalid members of which a server guesses what was meant. */
export const guessedRequests: readonly Mutant[] = [
  must(
    ['REJ-01'],
    finds('takes id for a missing fileId', ({ fileId, id, ...rest }) =>
      fileId === undefined && typeof id === 'string' ? { ...rest, fileId: id } : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-01'],
    finds('unwraps a request in data', (asked) => ('fileId' in asked ? undefined : asked['data'])),
    subtle,
  ),
  must(
    ['REJ-01'],
    apiFault('takes a missing fileId from the query', (call, next) => {
      const fileId = call.url.searchParams.get('fileId');
      const isMissing = !('fileId' in call.asked) && !asksForUpload(call);
      return fileId !== null && isMissing
        ? next({ body: JSON.stringify({ ...call.asked, fileId }) })
        : next();
    }),
    subtle,
  ),
  must(
    ['EXP-02', 'ACC-04'],
    apiFault('prefers a lifetime in the query', (call, next) => {
      const minutes = Number(call.url.searchParams.get('expiresInMinutes') ?? NaN);
      const isValid = minutes >= 1 && minutes <= 1440 && 'fileId' in call.asked;
      return isValid ? next({ body: JSON.stringify({ ...call.asked, expiresInMinutes: minutes }) }) : next();
    }),
    subtle,
  ),
  must(
    ['REJ-03'],
    readsId('unpacks an object with an id', (value) =>
      isObject(value) && typeof value['id'] === 'string' ? value['id'] : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-03'],
    readsId('takes the first of several ids in a list', (value) =>
      Array.isArray(value) && value.length > 1 ? value[0] : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    readsAction(
      'knows the names of dispositions',
      texts((text) => ({ inline: 'view', attachment: 'download' })[text]),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    readsAction(
      'reads an action up to NUL',
      texts((text) => text.split('\0')[0]),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    readsAction(
      'normalises an action',
      texts((text) => text.normalize('NFKC')),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    readsAction(
      'takes the numbers of actions as texts',
      texts((text) => ({ 0: 'view', 1: 'download' })[text]),
    ),
    subtle,
  ),
  must(
    ['REJ-04'],
    readsAction(
      'takes the first of several actions',
      texts((text) => /^(view|download)\s*[,|]/.exec(text)?.[1]),
    ),
    subtle,
  ),
  must(
    ['REJ-06', 'REJ-07'],
    readsLifetime('compares lifetimes with a tolerance', (value) =>
      typeof value === 'number' && value > 0.9999 && value < 1440.0001
        ? Math.min(1440, Math.max(1, value))
        : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    readsLifetime('takes large lifetimes for seconds', (value) =>
      typeof value === 'number' && value >= 3600 && value <= 86_400 ? value / 60 : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    readsLifetime(
      'reads durations with a unit',
      texts((text) => {
        const [, number = '', unit = ''] = /^P?T?(\d+)\s*([hm])(?:in(?:utes?)?)?$/i.exec(text) ?? [];
        return number === '' ? undefined : Number(number) * (unit.toLowerCase() === 'h' ? 60 : 1);
      }),
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    readsLifetime(
      'reads hexadecimal texts',
      texts((text) => (/^0x/i.test(text) ? Number(text) : undefined)),
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    readsLifetime('takes the first of several lifetimes', (value) =>
      Array.isArray(value) && value.length > 1 ? value[0] : undefined,
    ),
    subtle,
  ),
  must(['REJ-07'], tiresOfRejecting(), subtle),
];

/** Finds a lifetime too long once, and not when the same request comes again at once. */
function tiresOfRejecting(): Defect {
  const last = memory(() => ({ text: '' }));
  return apiFault('rejects a lifetime once and takes it when it is asked for again', async (call, next) => {
    const text = textOf(call);
    const place = last(call);
    const again = place.text === text;
    place.text = text;
    const { expiresInMinutes } = call.asked;
    const isLong = typeof expiresInMinutes === 'number' && expiresInMinutes > 1440;
    if (!isLong || !again) return next();
    const response = await next({ body: JSON.stringify({ ...call.asked, expiresInMinutes: 1440 }) });
    return response.status >= 500 ? errorAnswer(500, 'INTERNAL') : response;
  });
}
