import { apiFault } from '../defects/fault.ts';
import { trusts } from '../defects/requests.ts';
import type { Defect } from '../start.ts';
import { hasKnownKey } from './identities.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, memory } from './occasions.ts';
import { fieldOf } from './request-fields.ts';

const { must, should } = mutantsOf('authentication');

function keyIn(authorization: string): string {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** Takes a key of the Bearer scheme that is near enough to the right one. */
function takesKey(name: string, near: (given: string, right: string) => boolean): Defect {
  return trusts(name, (authorization, { reference }) => {
    const key = keyIn(authorization);
    return key !== '' && near(key, reference.main.token);
  });
}

const basic = (token: string) => `Basic ${Buffer.from(`${token}:`).toString('base64')}`;

/** Keys that are taken and should not be, and places where a key is found that is none. */
export const authentication: readonly Mutant[] = [
  must(['AUT-01'], keepsRefused(), subtle),
  must(
    ['AUT-01'],
    trusts('takes requests without Authorization', (_, call) => !call.request.headers.has('authorization')),
  ),
  must(
    ['AUT-01'],
    trusts(
      'takes downloads without Authorization',
      (_, call) => !call.request.headers.has('authorization') && asksTo('download')(call),
    ),
    subtle,
  ),
  must(['AUT-01', 'AUT-04'], remembersTenant(), subtle),
  must(
    ['AUT-04', 'AUT-06'],
    takesKey('takes any key', () => true),
  ),
  must(
    ['AUT-04'],
    takesKey('takes any key that looks like one', (given) => /^fp_\w+$/.test(given)),
    subtle,
  ),
  must(
    ['AUT-06'],
    takesKey('compares as much as is given', (given, right) => right.startsWith(given)),
  ),
  must(
    ['AUT-06'],
    takesKey('compares as much as it knows', (given, right) => given.startsWith(right)),
  ),
  must(
    ['AUT-06'],
    takesKey(
      'compares all but the last character',
      (given, right) => given.slice(0, -1) === right.slice(0, -1),
    ),
    subtle,
  ),
  must(
    ['AUT-06'],
    takesKey('compares the first 16 characters', (given, right) => given.slice(0, 16) === right.slice(0, 16)),
    subtle,
  ),
  must(
    ['AUT-06'],
    takesKey('compares keys in any case', (given, right) => given.toLowerCase() === right.toLowerCase()),
    subtle,
  ),
  must(
    ['AUT-06'],
    takesKey('compares the length of keys', (given, right) => given.length === right.length),
    subtle,
  ),
  must(
    ['AUT-06'],
    takesKey('finds the key within what is given', (given, right) => given.includes(right)),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('takes the scheme without a key', (given) => /^bearer\s*$/i.test(given)),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts(
      'takes an empty Authorization',
      (given, { request }) => request.headers.has('authorization') && given === '',
    ),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('takes any key of the Basic scheme', (given) => /^basic\b/i.test(given)),
    subtle,
  ),
  must(
    ['AUT-06'],
    trusts('takes any scheme but Bearer for a session', (given) => given !== '' && !/^bearer\b/i.test(given)),
    subtle,
  ),
  should(
    ['AUT-06'],
    trusts(
      'takes the key as the user of Basic',
      (given, { reference }) => given === basic(reference.main.token),
    ),
    subtle,
  ),
  should(
    ['AUT-06'],
    trusts('takes the bare key', (given, { reference }) => given === reference.main.token),
    subtle,
  ),
  should(
    ['AUT-06'],
    trusts('takes the key under any scheme', (given, { reference }) =>
      given.endsWith(` ${reference.main.token}`),
    ),
    subtle,
  ),
  should(
    ['AUT-07'],
    trusts(
      'takes the key as access_token of the query',
      (_, { url, reference }) => url.searchParams.get('access_token') === reference.main.token,
    ),
    subtle,
  ),
  should(
    ['AUT-07'],
    trusts(
      'takes the key as access_token of the body',
      (_, { asked, reference }) => asked['access_token'] === reference.main.token,
    ),
    subtle,
  ),
];

/** A session that is found by the tenant alone. */
function remembersTenant(): Defect {
  const sessions = memory(() => new Map<string, string>());
  return apiFault('knows a tenant that it has seen without its key', async (call, next) => {
    const tenant = call.request.headers.get('tenant-id') ?? '';
    const authorization = call.request.headers.get('authorization');
    const known = authorization === null ? sessions(call).get(tenant) : undefined;
    if (known !== undefined) return next({ headers: { authorization: known } });
    const response = await next();
    if (response.ok && authorization !== null) sessions(call).set(tenant, authorization);
    return response;
  });
}

/** Clears who asks when it has answered, but not when an exception ends a request. */
function keepsRefused(): Defect {
  const kept = memory<{ key: string | undefined }>(() => ({ key: undefined }));
  return apiFault('keeps the key of a refused request for the next one without', async (call, next) => {
    const place = kept(call);
    const isBare = fieldOf(call, 'authorization') === '';
    const response = await (isBare && place.key !== undefined
      ? next({ headers: { authorization: place.key } })
      : next());
    if (hasKnownKey(call)) place.key = response.ok ? undefined : fieldOf(call, 'authorization');
    return response;
  });
}
