import { changesStatus, errorAnswer } from '../defects/answers.ts';
import { apiFault, fault, fileIdOf } from '../defects/fault.ts';
import { overlooks, trusts } from '../defects/requests.ts';
import { asksForUpload } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { hasKnownKey } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { eachNth, memory } from './occasions.ts';
import { decoded, fieldOf } from './request-fields.ts';

const { must, should } = mutantsOf('authentication');

/** Keys that a server does not look at well, or fails on. */
export const keyTricks: readonly Mutant[] = [
  must(
    ['AUT-01'],
    trusts(
      'trusts requests that say they come from its own machine',
      (given, call) => given === '' && /^(127\.0\.0\.1|::1|localhost)/.test(fieldOf(call, 'x-forwarded-for')),
    ),
    subtle,
  ),
  must(['AUT-01'], slashed(), subtle),
  must(
    ['AUT-06'],
    trusts('takes an unsigned token', (given) => {
      const [head = ''] = given.replace(/^bearer +/i, '').split('.');
      return (
        given.split('.').length === 3 && /"alg":\s*"none"/i.test(Buffer.from(head, 'base64url').toString())
      );
    }),
    subtle,
  ),
  must(
    ['AUT-04'],
    trusts('looks keys up among the members of an object', (given) =>
      /^bearer +(?:constructor|toString|valueOf|hasOwnProperty|__proto__)$/i.test(given),
    ),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('takes % in a key for anything', (given) => /^bearer +\S*%/i.test(given)),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('lets SQL into the look-up of keys', (given) => /'\s*or\b/i.test(given)),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('decodes keys', (given, { reference }) => decoded(given) === `Bearer ${reference.main.token}`),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts(
      'takes a key in quotation marks',
      (given, { reference }) => given === `Bearer "${reference.main.token}"`,
    ),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('takes the last of several keys', (given, { reference }) =>
      new RegExp(`,\\s*bearer ${reference.main.token}$`, 'i').test(given),
    ),
    subtle,
  ),
  should(
    ['AUT-07'],
    trusts(
      'takes the key from Proxy-Authorization',
      (given, call) =>
        given === '' && fieldOf(call, 'proxy-authorization') === `Bearer ${call.reference.main.token}`,
    ),
    subtle,
  ),
  must(['AUT-04', 'AUT-06'], letsThrough(), subtle),
  should(['AUT-05'], staysInvalid(), subtle),
  should(['AUT-08'], looksBeforeKey(), subtle),
  must(
    ['AUT-04', 'ROB-01'],
    changesStatus('fails on keys that look like a JSON Web Token', 401, 500, (call) =>
      /^bearer [\w-]+\.[\w-]+\.[\w-]*$/i.test(fieldOf(call, 'authorization')),
    ),
    subtle,
  ),
  must(
    ['AUT-04', 'ROB-01'],
    changesStatus('fails on long keys', 401, 500, (call) => fieldOf(call, 'authorization').length > 262),
    subtle,
  ),
  must(
    ['AUT-04', 'ROB-01'],
    changesStatus('fails on keys outside ASCII', 401, 500, (call) =>
      /[^ -~]/.test(fieldOf(call, 'authorization')),
    ),
    subtle,
  ),
  must(
    ['AUT-06', 'ROB-01'],
    changesStatus(
      'fails on Basic credentials that are none',
      401,
      500,
      (call) =>
        /^basic /i.test(fieldOf(call, 'authorization')) &&
        // A name and a password in ASCII, which the octets that a key decodes to are not.
        !/^[ -~]*:[ -~]*$/.test(
          Buffer.from(fieldOf(call, 'authorization').slice(6), 'base64').toString('latin1'),
        ),
    ),
    subtle,
  ),
];

/** Asks for a key at the exact path only, and routes the one with a slash alike. */
function slashed(): Defect {
  return fault('asks for no key at the path with a slash', (call, next) => {
    if (call.request.method !== 'POST' || call.url.pathname !== '/v1/files/url/') return next();
    const headers = { authorization: `Bearer ${call.reference.main.token}` };
    return next({ url: new URL('/v1/files/url', call.url), headers });
  });
}

function letsThrough(): Defect {
  const isUnknown = eachNth(10, (call) => !hasKnownKey(call));
  return overlooks('lets each tenth request without a known key through', (call) =>
    isUnknown(call) ? { authorization: `Bearer ${call.reference.main.token}` } : undefined,
  );
}

/** Keeps the reason of the refusal before where the next one finds it. */
function staysInvalid(): Defect {
  const state = memory(() => ({ invalid: false }));
  return apiFault('says invalid_token without a key after an unknown one', async (call, next) => {
    const response = await next();
    if (response.status !== 401) return response;
    const place = state(call);
    const challenge = response.headers.get('www-authenticate') ?? '';
    if (challenge.includes('invalid_token')) place.invalid = true;
    else if (place.invalid) response.headers.set('www-authenticate', `${challenge}, error="invalid_token"`);
    return response;
  });
}

function looksBeforeKey(): Defect {
  return apiFault('looks for the file before it looks an unknown key up', async (call, next) => {
    const response = await next();
    const isKnown = call.reference.files.withId(fileIdOf(call)) !== undefined;
    const isUnknownKey = /^bearer \S/i.test(fieldOf(call, 'authorization')) && response.status === 401;
    return isUnknownKey && !isKnown && !asksForUpload(call)
      ? errorAnswer(404, 'NOT_FOUND', 'File not found.')
      : response;
  });
}
