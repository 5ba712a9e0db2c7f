import { withText } from '../defects/answers.ts';
import type { Body, When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import { repairs } from '../defects/requests.ts';
import type { Defect } from '../start.ts';
import { ofSecondOrganisation } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { minutesOf } from './occasions.ts';
import type { Replace } from './reading.ts';
import { reads, rejectsWith, texts } from './reading.ts';

const { must, should } = mutantsOf('rejection');
const lifetime = reads('expiresInMinutes');
const isInvalidLifetime: When = (call) => 'expiresInMinutes' in call.asked && minutesOf(call) === undefined;

/** Changes a lifetime that is a number. */
function numbers(change: (minutes: number) => number): Replace {
  return (value) => (typeof value === 'number' ? change(value) : undefined);
}

/** Requests with an invalid lifetime that are taken for valid ones, or answered as something else. */
export const rejectionOfLifetimes: readonly Mutant[] = [
  must(
    ['REJ-06'],
    lifetime(
      'raises a lifetime to the minimum',
      numbers((minutes) => Math.max(1, minutes)),
    ),
  ),
  must(
    ['REJ-06'],
    lifetime(
      'takes 0 for the default',
      numbers((minutes) => minutes || 60),
    ),
    subtle,
  ),
  must(['REJ-06'], lifetime('drops the sign', numbers(Math.abs)), subtle),
  must(['REJ-06', 'REJ-07'], lifetime('rounds before it looks at the bounds', numbers(Math.round)), subtle),
  must(
    ['REJ-06'],
    lifetime(
      'rounds up before it looks at the minimum',
      numbers((minutes) => (minutes < 1 ? Math.ceil(minutes) : minutes)),
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    lifetime(
      'rounds down before it looks at the maximum',
      numbers((minutes) => (minutes > 1440 ? Math.floor(minutes) : minutes)),
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    lifetime('knows no maximum for the second organisation', (value, call) =>
      ofSecondOrganisation(call) && typeof value === 'number' ? Math.min(1440, value) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    lifetime(
      'lowers a lifetime to a day',
      numbers((minutes) => Math.min(1440, minutes)),
    ),
  ),
  must(
    ['REJ-07'],
    lifetime(
      'allows a week',
      numbers((minutes) => (minutes > 1440 && minutes <= 10_080 ? 1440 : minutes)),
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    lifetime('knows no maximum for a download', (value, { asked }) =>
      asked['action'] === 'download' && typeof value === 'number' ? Math.min(1440, value) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    lifetime(
      'keeps a lifetime in 32 bits',
      numbers((minutes) => (Math.abs(minutes) > 2 ** 31 ? minutes | 0 : minutes)),
    ),
    subtle,
  ),
  must(
    ['REJ-07'],
    lifetime(
      'takes a lifetime beyond all numbers for a day',
      numbers((minutes) => (minutes === Infinity ? 1440 : minutes)),
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime(
      'reads a number from a text',
      texts((text) => (text.trim() === '' ? undefined : Number(text))),
    ),
  ),
  must(
    ['REJ-08'],
    lifetime(
      'reads the digits that a text begins with',
      texts((text) => Number.parseInt(text, 10)),
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime(
      'takes the empty text for the default',
      texts((text) => (text === '' ? 60 : undefined)),
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime('takes null for the default lifetime', (value) => (value === null ? 60 : undefined)),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime('counts true as one minute', (value) => (value === true ? 1 : undefined)),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime('takes false for the default lifetime', (value) => (value === false ? 60 : undefined)),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime('unpacks a list with a lifetime', (value) =>
      Array.isArray(value) && value.length === 1 ? Number(value[0]) : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-08'],
    lifetime('takes an object for the default lifetime', (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? 60 : undefined,
    ),
    subtle,
  ),
  must(
    ['REJ-06', 'REJ-07', 'REJ-08'],
    repairs('does not look at the lifetime of a view', (asked, call) =>
      asked['action'] === 'view' && isInvalidLifetime(call) ? withoutLifetime(asked) : undefined,
    ),
    subtle,
  ),
  must(['REJ-06', 'REJ-07', 'ERR-06'], rejectsWith('rejects a lifetime with 200', 200, isInvalidLifetime)),
  should(
    ['REJ-08'],
    rejectsWith(
      'rejects the type of a lifetime with 409',
      409,
      ({ asked }) => 'expiresInMinutes' in asked && typeof asked['expiresInMinutes'] !== 'number',
    ),
    subtle,
  ),
  must(['REJ-06', 'REJ-07'], rejectsWithUrl(), subtle),
];

function withoutLifetime({ expiresInMinutes: _, ...rest }: Body): Body {
  return rest;
}

function rejectsWithUrl(): Defect {
  return apiFault('rejects a lifetime, and hands a URL out', async (call, next) => {
    const response = await next();
    if (response.status !== 422 || !isInvalidLifetime(call)) return response;
    const granted = await next({ body: JSON.stringify(withoutLifetime(call.asked)) });
    if (!granted.ok) return response;
    const { url } = (await granted.json()) as Body;
    return withText(response, JSON.stringify({ ...((await response.json()) as Body), url }));
  });
}
