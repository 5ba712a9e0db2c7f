import { test } from '../../../src/fixtures.ts';
import type { Judgement } from '../../../src/judge.ts';
import { isSuccess, refused, refusedWith, statusIs } from '../../../src/judgement/status.ts';
import { changesStatus, errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault, fault } from '../../../src/reference/defects/fault.ts';
import { takesPages, trusts } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import { displacedKeyVectors, misplacedKeyVectors } from '../../../src/traffic/credentials.ts';
import { sendAnonymously, sendUnknownKeys, sendWrongKeys } from '../../../src/traffic/wrong-keys.ts';

const bearer = '#/components/securitySchemes/bearerAuth';

const noCredentials = requirement({
  id: 'AUT-01',
  level: 'MUST',
  clause: ['#/security/0/bearerAuth', 'RFC 9110 §15.5.2'],
  quote: 'All endpoints require authentication via Bearer token',
  effect: 'none',
  defects: [
    trusts('asks for no credentials', (given) => given === ''),
    trusts(
      'asks its own machine for no credentials',
      (given, { request }) => given === '' && request.headers.get('x-forwarded-for') === '127.0.0.1',
    ),
    (() => {
      const kept = new WeakMap<object, string>();
      return apiFault('keeps the key of a refused request for the next one', async (call, next) => {
        const given = call.request.headers.get('authorization');
        const key = kept.get(call.reference);
        const response = await next(
          given === null && key !== undefined ? { headers: { authorization: key } } : {},
        );
        if (given !== null) kept.delete(call.reference);
        if (given !== null && [400, 422].includes(response.status)) kept.set(call.reference, given);
        return response;
      });
    })(),
    trusts(
      'asks for no credentials to download',
      (given, { asked }) => given === '' && asked['action'] === 'download',
    ),
    apiFault('leads a browser without credentials to a login page', async (call, next) => {
      const response = await next();
      return response.status === 401 && takesPages(call)
        ? new Response(null, { status: 302, headers: { location: '/login', date: new Date().toUTCString() } })
        : response;
    }),
    apiFault('answers 403 without credentials', async (call, next) =>
      call.request.headers.has('authorization') ? next() : errorAnswer(403, 'FORBIDDEN'),
    ),
  ],
});

test('MUST answer 401 to a request without credentials', noCredentials, async ({ session, judge }) => {
  for (const { exchange, because, statuses } of await sendAnonymously(session))
    judge.each(exchange, refusedWith(...statuses), because);
});

const unknownToken = requirement({
  id: 'AUT-04',
  level: 'MUST',
  clause: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1'],
  quote: 'The access token provided is expired, revoked, malformed, or invalid for other reasons',
  effect: 'none',
  defects: [
    trusts('accepts every key', (given) => /^bearer \S/i.test(given)),
    trusts(
      'looks keys up among the members of an object',
      (given) => /^bearer +\S+/i.test(given) && (given.split(' ').at(-1) as string) in {},
    ),
    changesStatus('answers 404 to an unknown key', 401, 404, ({ request }) =>
      request.headers.has('authorization'),
    ),
    changesStatus(
      'answers 404 to an unknown key that downloads',
      401,
      404,
      ({ request, asked }) => request.headers.has('authorization') && asked['action'] === 'download',
    ),
    changesStatus('answers 500 to an unknown key', 401, 500, ({ request }) =>
      request.headers.has('authorization'),
    ),
  ],
});

test('MUST answer 401 or 403 to an unknown key', unknownToken, async ({ session, judge }) => {
  for (const { exchange, because } of await sendUnknownKeys(session))
    judge.each(exchange, refusedWith(401, 403), because);
});

const unauthorized = requirement({
  id: 'AUT-10',
  level: 'SHOULD',
  clause: ['RFC 6750 §3.1'],
  quote: 'the resource SHOULD respond with the HTTP 401 (Unauthorized) status code',
  effect: 'none',
  defects: [
    changesStatus('answers 403 to an unknown key', 401, 403, ({ request }) =>
      request.headers.has('authorization'),
    ),
  ],
});

test('SHOULD answer 401 to an unknown key', unauthorized, async ({ session, judge }) => {
  for (const { exchange, because } of await sendUnknownKeys(session))
    judge.each(exchange, statusIs(401), because);
});

const noValidKey = requirement({
  id: 'AUT-06',
  level: 'MUST',
  clause: [`${bearer}/scheme`, `${bearer}/description`],
  quote: 'scheme: bearer; API key obtained from FlexPortal dashboard',
  effect: 'none',
  defects: [
    trusts('accepts any Basic credentials', (given) => given.startsWith('Basic')),
    trusts('compares the first 8 characters of a key', (given, { reference }) =>
      given.startsWith(`Bearer ${reference.main.token.slice(0, 8)}`),
    ),
    trusts('accepts a key that begins with a known one', (given, { reference }) =>
      given.startsWith(`Bearer ${reference.main.token}`),
    ),
    trusts(
      'compares keys without case',
      (given, { reference }) => given.toLowerCase() === `bearer ${reference.main.token.toLowerCase()}`,
    ),
    trusts(
      'ignores the last character of a key',
      (given, { reference }) => given.slice(0, -1) === `Bearer ${reference.main.token.slice(0, -1)}`,
    ),
    trusts(
      'finds a key at the end of what is given',
      (given, { reference }) => /^Bearer \S+$/.test(given) && given.endsWith(reference.main.token),
    ),
    trusts(
      'decodes keys',
      (given, { reference }) =>
        /^Bearer (?:%[0-9a-f]{2})+$/.test(given) &&
        decodeURIComponent(given) === `Bearer ${reference.main.token}`,
    ),
    trusts(
      'takes a key out of its quotes',
      (given, { reference }) => given.replaceAll('"', '') === `Bearer ${reference.main.token}`,
    ),
    trusts('finds the key in a list', (given, { reference }) =>
      given
        .replace(/^Bearer /, '')
        .split(',')
        .includes(reference.main.token),
    ),
    trusts(
      'compares both ends of a key',
      (given, { reference: { main } }) =>
        given.length === `Bearer ${main.token}`.length &&
        given.startsWith(`Bearer ${main.token.slice(0, 8)}`) &&
        given.endsWith(main.token.slice(-4)),
    ),
    trusts('takes a token without a signature', (given) => /^Bearer eyJ[\w-]+\.[\w-]+\.$/.test(given)),
    fault('asks for no key at the path with a slash behind', (call, next) => {
      const path = call.url.pathname.replace(/\/$/, '');
      if (path === call.url.pathname || call.request.method !== 'POST') return next();
      const headers = { authorization: `Bearer ${call.reference.main.token}` };
      return next({ url: new URL(path, call.url), headers });
    }),
    trusts('lets SQL into the look-up of keys', (given) => /'\s*or\b/i.test(given)),
    changesStatus('fails on a key outside ASCII', 401, 500, ({ request }) =>
      /[^ -~]/.test(request.headers.get('authorization') ?? ''),
    ),
    trusts('lets null pass', (given) => /^Bearer (null|undefined)$/.test(given)),
    trusts('lets an empty key pass', (given) => /^Bearer *$/.test(given)),
  ],
});

test('MUST refuse requests without a valid key under any scheme', noValidKey, async ({ session, judge }) => {
  for (const { exchange, because, deviation } of await sendWrongKeys(session))
    judge.each(exchange, deviation?.path === undefined ? refused : notServed, because);
});

/** Holds for whatever another path than that of the operation answers, but for a URL. */
const notServed: Judgement = (exchange) => (isSuccess(exchange) ? refused(exchange) : undefined);

const otherScheme = requirement({
  id: 'AUT-11',
  level: 'SHOULD',
  clause: [`${bearer}/scheme`],
  quote: 'scheme: bearer',
  effect: 'none',
  defects: [
    trusts('ignores the scheme', (given, { reference }) => given.endsWith(` ${reference.main.token}`)),
    trusts('wants no scheme', (given, { reference }) => given === reference.main.token),
  ],
});

test(
  'SHOULD refuse the valid key under another scheme or without one',
  otherScheme,
  async ({ session, judge }) => {
    const { body } = await session.host();
    for (const { exchange, because } of await session.send(
      session.take(misplacedKeyVectors(session, body), 'misplacedKeys'),
    ))
      judge.each(exchange, refused, because);
  },
);

const elsewhere = requirement({
  id: 'AUT-07',
  level: 'SHOULD',
  clause: [bearer, 'RFC 6750 §2.3'],
  quote:
    'this method SHOULD NOT be used unless it is impossible to transport the access token in the "Authorization" request header field',
  effect: 'none',
  defects: [
    apiFault('takes the key from the query', (call, next) => {
      const token = call.url.searchParams.get('access_token');
      return token === null ? next() : next({ headers: { authorization: `Bearer ${token}` } });
    }),
    apiFault('takes the key from the body', (call, next) => {
      const token = call.asked['access_token'];
      return typeof token === 'string' ? next({ headers: { authorization: `Bearer ${token}` } }) : next();
    }),
    apiFault('takes the key from X-Api-Key', (call, next) => {
      const token = call.request.headers.get('x-api-key');
      return token === null ? next() : next({ headers: { authorization: `Bearer ${token}` } });
    }),
    apiFault('takes the key from a cookie', (call, next) => {
      const token = /token=([^;]+)/.exec(call.request.headers.get('cookie') ?? '')?.[1];
      return token === undefined ? next() : next({ headers: { authorization: `Bearer ${token}` } });
    }),
  ],
});

test('SHOULD refuse the valid key anywhere but in Authorization', elsewhere, async ({ session, judge }) => {
  const { body } = await session.host();
  for (const { exchange, because } of await session.send(
    session.take(displacedKeyVectors(session, body), 'misplacedKeys'),
  ))
    judge.each(exchange, refused, because);
});
