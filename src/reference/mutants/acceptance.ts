import { refuses } from '../defects/answers.ts';
import type { When } from '../defects/fault.ts';
import { overlooks, repairs } from '../defects/requests.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, bodyMatches, lasting, minutesOf, otherMembers } from './occasions.ts';
import { says } from './request-fields.ts';

const { must, should } = mutantsOf('acceptance');
const download = asksTo('download');

/** True for a lifetime that is given, and holds. */
function given(fits: (minutes: number) => boolean): When {
  return (call) => {
    const minutes = minutesOf(call);
    return 'expiresInMinutes' in call.asked && minutes !== undefined && fits(minutes);
  };
}

/** Valid requests that are refused, or taken for others. */
export const acceptance: readonly Mutant[] = [
  must(
    ['ACC-01'],
    refuses('wants expiresInMinutes', ({ asked }) => !('expiresInMinutes' in asked)),
  ),
  must(
    ['ACC-02', 'EXP-03'],
    refuses(
      'wants a lifetime for a download',
      (call) => download(call) && !('expiresInMinutes' in call.asked),
    ),
    subtle,
  ),
  must(
    ['ACC-04'],
    refuses(
      'wants an action with a lifetime',
      ({ asked }) => 'expiresInMinutes' in asked && !('action' in asked),
    ),
    subtle,
  ),
  must(['ACC-02'], refuses('does not know the action download', download)),
  must(
    ['ACC-02'],
    refuses('does not know the action view when it is spelt out', ({ asked }) => asked['action'] === 'view'),
    subtle,
  ),
  should(
    ['ACC-03'],
    repairs('takes download for the default', (asked) =>
      'fileId' in asked && !('action' in asked) ? { ...asked, action: 'download' } : undefined,
    ),
  ),
  should(
    ['ACC-03'],
    repairs('takes download for the default of long lifetimes', (asked, call) =>
      !('action' in asked) && given((minutes) => minutes > 60)(call)
        ? { ...asked, action: 'download' }
        : undefined,
    ),
    subtle,
  ),
  must(['ACC-04', 'EXP-02'], refuses('wants more than one minute', lasting(1, 1))),
  must(['ACC-04', 'EXP-02'], refuses('wants less than a day', lasting(1440, 1440))),
  must(['ACC-04', 'EXP-02'], refuses('allows at most an hour', lasting(60.001, 1440))),
  must(
    ['ACC-04', 'EXP-02'],
    refuses(
      'allows at most 1000 minutes for a download',
      (call) => download(call) && lasting(1001, 1440)(call),
    ),
    subtle,
  ),
  must(
    ['ACC-04', 'EXP-02b'],
    refuses(
      'wants at least two digits',
      given((minutes) => Number.isInteger(minutes) && minutes < 10),
    ),
    subtle,
  ),
  must(
    ['ACC-04', 'EXP-02b'],
    refuses(
      'has no lifetimes between a workday and a day',
      given((minutes) => minutes > 480 && minutes < 1440),
    ),
    subtle,
  ),
  must(
    ['ACC-05', 'EXP-02b'],
    refuses(
      'wants whole minutes',
      given((minutes) => !Number.isInteger(minutes)),
    ),
  ),
  must(
    ['ACC-05', 'EXP-02b'],
    refuses(
      'wants half minutes',
      given((minutes) => !Number.isInteger(minutes * 2)),
    ),
    subtle,
  ),
  must(
    ['ACC-05', 'EXP-02b'],
    refuses(
      'wants at most three decimals',
      given((minutes) => !/^\d+(\.\d{1,3})?$/.test(String(minutes))),
    ),
    subtle,
  ),
  must(
    ['ACC-05', 'EXP-02b'],
    refuses(
      'refuses the last fraction below the maximum',
      given((minutes) => minutes > 1439 && minutes < 1440),
    ),
    subtle,
  ),
  must(
    ['ACC-05', 'EXP-02b'],
    refuses(
      'refuses the first fraction above the minimum',
      given((minutes) => minutes > 1 && minutes < 2),
    ),
    subtle,
  ),
  must(
    ['ACC-05'],
    refuses('does not read exponents', bodyMatches(/"expiresInMinutes"\s*:\s*[\d.]+e/i)),
    subtle,
  ),
  must(
    ['ACC-05'],
    refuses('does not read 60.0', bodyMatches(/"expiresInMinutes"\s*:\s*\d+\.0+\s*[,}]/)),
    subtle,
  ),
  must(['ACC-06'], refuses('finds no escaped member names', bodyMatches(/"[^"]*\\u[^"]*"\s*:/)), subtle),
  must(
    ['ACC-06'],
    refuses(
      'wants fileId first',
      (call) => 'fileId' in call.asked && bodyMatches(/^\s*\{\s*"(?!fileId")/)(call),
    ),
    subtle,
  ),
  must(['ACC-06'], refuses('wants the body on one line', bodyMatches(/[\r\n]/)), subtle),
  must(['ACC-06'], refuses('finds no tabs between tokens', bodyMatches(/\t/)), subtle),
  must(['ACC-06'], refuses('wants the body to begin with a brace', bodyMatches(/^\s/)), subtle),
  must(['ACC-06'], refuses('wants the body to end with a brace', bodyMatches(/\s$/)), subtle),
  must(['ACC-07'], refuses('wants Content-Type without parameters', says('content-type', /;/), 415)),
  must(['ACC-07'], refuses('wants Content-Type in lower case', says('content-type', /[A-Z]/), 415)),
  must(
    ['ACC-08'],
    overlooks('wants Bearer with a capital', (call) =>
      says('authorization', /^b/)(call) ? { authorization: null } : undefined,
    ),
  ),
  must(
    ['ACC-08'],
    overlooks('does not know BEARER', (call) =>
      says('authorization', /^BEARER/)(call) ? { authorization: null } : undefined,
    ),
    subtle,
  ),
  must(
    ['ACC-09'],
    refuses('refuses unknown members', (call) => otherMembers(call).length > 0),
  ),
  must(
    ['ACC-09'],
    refuses('refuses unknown members that are no texts', (call) =>
      otherMembers(call).some((name) => typeof call.asked[name] !== 'string'),
    ),
    subtle,
  ),
  must(
    ['ACC-09'],
    refuses('refuses more than four members', ({ asked }) => Object.keys(asked).length > 4),
    subtle,
  ),
  must(
    ['ACC-09'],
    refuses(
      'refuses contentType for a file that exists',
      ({ asked }) => asked['action'] !== 'upload' && 'contentType' in asked,
    ),
    subtle,
  ),
];
