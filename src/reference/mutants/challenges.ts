import { changesHeader, changesStatus, errorAnswer } from '../defects/answers.ts';
import type { When } from '../defects/fault.ts';
import { apiFault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { eachNth } from './occasions.ts';

const { must, should } = mutantsOf('authentication');
const anonymous: When = ({ request }) => (request.headers.get('authorization') ?? '') === '';
const challenged = ({ status }: Response) => status === 401;

/** Answers 401 otherwise: to requests without credentials, or with some. */
function refusesWith(name: string, status: number, when: When): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    return response.status === 401 && when(call) ? errorAnswer(status, 'UNAUTHORIZED') : response;
  });
}

/** Refusals of keys that come too late, or do not say what they should. */
export const challenges: readonly Mutant[] = [
  must(['AUT-01'], refusesWith('answers 403 without Authorization', 403, anonymous)),
  must(['AUT-01'], refusesWith('answers 400 without Authorization', 400, anonymous)),
  must(
    ['AUT-01', 'AUT-04'],
    refusesWith('answers 404 instead of 401', 404, () => true),
  ),
  must(['AUT-01'], sendsToLogin()),
  must(['AUT-02'], changesHeader('forgets the challenge', 'www-authenticate', null, challenged)),
  must(
    ['AUT-02'],
    changesHeader(
      'forgets the challenge for unknown keys',
      'www-authenticate',
      null,
      (response, call) => challenged(response) && !anonymous(call),
    ),
    subtle,
  ),
  must(
    ['AUT-02'],
    changesHeader(
      'forgets the challenge without Authorization',
      'www-authenticate',
      null,
      (response, call) => challenged(response) && anonymous(call),
    ),
    subtle,
  ),
  must(
    ['AUT-02'],
    changesHeader(
      'forgets each third challenge',
      'www-authenticate',
      null,
      (() => {
        const third = eachNth(3, ({ request }) => request.headers.get('authorization') !== null);
        return (response, call) => challenged(response) && third(call);
      })(),
    ),
    subtle,
  ),
  must(['AUT-02'], changesHeader('leaves the challenge empty', 'www-authenticate', '', challenged), subtle),
  must(
    ['AUT-02', 'AUT-03'],
    changesHeader(
      'writes a challenge without a scheme',
      'www-authenticate',
      'realm="FlexPortal"',
      challenged,
    ),
    subtle,
  ),
  should(
    ['AUT-03'],
    changesHeader('asks for Basic', 'www-authenticate', 'Basic realm="FlexPortal"', challenged),
  ),
  should(
    ['AUT-03'],
    changesHeader('names no known scheme', 'www-authenticate', 'ApiKey realm="FlexPortal"', challenged),
  ),
  must(
    ['AUT-04'],
    refusesWith('answers 404 to unknown keys', 404, (call) => !anonymous(call)),
  ),
  must(
    ['AUT-04', 'ROB-01'],
    refusesWith('fails on unknown keys', 500, (call) => !anonymous(call)),
  ),
  must(
    ['AUT-04', 'ROB-01'],
    refusesWith('fails on short keys', 500, ({ request }) =>
      /^bearer +\S{1,8}$/i.test(request.headers.get('authorization') ?? ''),
    ),
    subtle,
  ),
  should(
    ['AUT-05'],
    changesHeader(
      'says invalid_token when there was none',
      'www-authenticate',
      'Bearer realm="FlexPortal", error="invalid_token"',
      challenged,
    ),
  ),
  should(
    ['AUT-05'],
    changesHeader('never says invalid_token', 'www-authenticate', 'Bearer realm="FlexPortal"', challenged),
  ),
  should(['AUT-08'], looksFirst('looks for the file before the key', 404), subtle),
  should(['AUT-08'], looksFirst('looks at the body before the key', 422)),
  should(['AUT-08'], looksFirst('parses the body before it looks at the key', 400), subtle),
  must(
    ['AUT-04'],
    changesStatus('answers unknown keys with 200', 401, 200, (call) => !anonymous(call)),
  ),
  must(
    ['AUT-02'],
    changesHeader(
      'forgets the comma within a challenge',
      'www-authenticate',
      'Bearer realm="FlexPortal" charset="UTF-8"',
      challenged,
    ),
    subtle,
  ),
  must(
    ['AUT-02'],
    changesHeader(
      'does not quote a realm with a blank',
      'www-authenticate',
      'Bearer realm=FlexPortal API',
      challenged,
    ),
    subtle,
  ),
  must(
    ['AUT-02'],
    changesHeader(
      'leaves a quotation mark of the realm open',
      'www-authenticate',
      'Bearer realm="FlexPortal',
      challenged,
    ),
    subtle,
  ),
];

function sendsToLogin(): Defect {
  return apiFault('sends requests without a key to a login page', async (call, next) => {
    const response = await next();
    if (response.status !== 401) return response;
    const headers = {
      location: `${call.reference.origins.api}/login`,
      'content-length': '0',
      date: new Date().toUTCString(),
    };
    return new Response(null, { status: 302, headers });
  });
}

/** Refuses with a status, as the sound server would do with the key, before it looks at the key. */
function looksFirst(name: string, status: number): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    if (response.status !== 401) return response;
    const { token, tenant } = call.reference.main;
    const entitled = await next({ headers: { authorization: `Bearer ${token}`, 'tenant-id': tenant } });
    return entitled.status === status ? entitled : response;
  });
}
