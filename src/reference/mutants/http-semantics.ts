import { changesHeader, errorAnswer } from '../defects/answers.ts';
import type { Call, Next, When } from '../defects/fault.ts';
import { apiFault, fault } from '../defects/fault.ts';
import type { Defect } from '../start.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';
import { asksTo, eachNth } from './occasions.ts';

const { must, should } = mutantsOf('HTTP semantics');
const on =
  (...statuses: readonly number[]) =>
  ({ status }: Response) =>
    statuses.includes(status);
const isError = ({ status }: Response) => status >= 400;

/** Answers PUT and PATCH on the operation otherwise. */
function onOtherMethod(
  name: string,
  behave: (call: Call, next: Next) => Promise<Response>,
  methods = /^(PUT|PATCH)$/,
): Defect {
  return fault(name, (call, next) =>
    call.url.pathname === '/v1/files/url' && methods.test(call.request.method) ? behave(call, next) : next(),
  );
}

const asPost = (_: Call, next: Next) => next({ method: 'POST' });
const answers = (make: () => Response) => () => Promise.resolve(make());

/** Answers each n-th request 429. */
function limits(name: string, n: number, make: () => Response): Defect {
  const nth = eachNth(n);
  return apiFault(name, (call, next) => (nth(call) ? Promise.resolve(make()) : next()));
}

function tooMany(retryAfter: string | null): Response {
  const response = errorAnswer(429, 'RATE_LIMITED');
  if (retryAfter !== null) response.headers.set('retry-after', retryAfter);
  return response;
}

function page(status: number, fields: Record<string, string> = {}): Response {
  const text = `<html><body><h1>${status}</h1></body></html>`;
  const headers = {
    'content-type': 'text/html',
    'content-length': String(text.length),
    date: new Date().toUTCString(),
    ...fields,
  };
  return new Response(text, { status, headers });
}

/** Says gzip to clients that accept it, and leaves the body as it is. */
function claimsGzip(name: string, when: (response: Response, call: Call) => boolean): Defect {
  return changesHeader(
    name,
    'content-encoding',
    'gzip',
    (response, call) =>
      /gzip/.test(call.request.headers.get('accept-encoding') ?? '') && when(response, call),
  );
}

function date(
  name: string,
  value: string | null | ((sound: string | null) => string),
  when: (response: Response, call: Call) => boolean = () => true,
): Defect {
  return changesHeader(name, 'date', value, when);
}

const isoDate = (sound: string | null) => new Date(sound ?? 0).toISOString();
const isView: When = asksTo('view');

/** Wrong methods, missing and malformed header fields, redirects, limits. */
export const httpSemantics: readonly Mutant[] = [
  must(
    ['HTP-01', 'ROB-01'],
    onOtherMethod(
      'fails on PUT',
      answers(() => errorAnswer(500, 'INTERNAL')),
      /^PUT$/,
    ),
  ),
  should(
    ['HTP-01'],
    onOtherMethod(
      'does not implement PATCH',
      answers(() => errorAnswer(501, 'NOT_IMPLEMENTED')),
      /^PATCH$/,
    ),
    subtle,
  ),
  should(['HTP-01'], onOtherMethod('takes PUT for POST', asPost, /^PUT$/)),
  should(['HTP-01'], onOtherMethod('takes PATCH for POST', asPost, /^PATCH$/), subtle),
  should(
    ['HTP-01'],
    onOtherMethod(
      'answers other methods 400',
      answers(() => errorAnswer(400, 'INVALID_REQUEST')),
    ),
  ),
  should(
    ['HTP-01'],
    onOtherMethod(
      'answers other methods 204',
      answers(() => new Response(null, { status: 204, headers: { date: new Date().toUTCString() } })),
    ),
  ),
  must(['HTP-02'], changesHeader('forgets Allow', 'allow', null, on(405))),
  must(
    ['HTP-02'],
    changesHeader(
      'forgets Allow for PATCH',
      'allow',
      null,
      (response, { request }) => on(405)(response) && request.method === 'PATCH',
    ),
    subtle,
  ),
  must(['HTP-02'], changesHeader('allows GET and HEAD only', 'allow', 'GET, HEAD', on(405)), subtle),
  must(['HTP-02'], changesHeader('leaves Allow empty', 'allow', '', on(405)), subtle),
  must(['HTP-03'], date('forgets Date', null)),
  must(['HTP-03'], date('forgets Date on errors', null, isError), subtle),
  must(['HTP-03'], date('forgets Date on a 405', null, on(405)), subtle),
  must(['HTP-03'], date('forgets Date on a 404', null, on(404)), subtle),
  must(
    ['HTP-03'],
    date(
      'forgets Date on each ninth answer',
      null,
      (() => {
        const ninth = eachNth(9);
        return (_, call) => ninth(call);
      })(),
    ),
    subtle,
  ),
  must(['HTP-03'], date('writes Date as ISO 8601', isoDate)),
  must(['HTP-03'], date('writes Date as ISO 8601 on errors', isoDate, isError), subtle),
  must(
    ['HTP-03'],
    date('writes Date with an offset', (sound) => (sound ?? '').replace('GMT', '+0000')),
    subtle,
  ),
  must(
    ['HTP-03'],
    date('writes Date without the day of the week', (sound) => (sound ?? '').slice(5)),
    subtle,
  ),
  must(
    ['HTP-03'],
    date('writes Date twice', (sound) => `${sound ?? ''}, ${sound ?? ''}`),
    subtle,
  ),
  must(
    ['HTP-04'],
    limits('answers each thirtieth request 429 without Retry-After', 30, () => tooMany(null)),
    subtle,
  ),
  must(
    ['HTP-04'],
    limits('says Retry-After: soon', 30, () => tooMany('soon')),
    subtle,
  ),
  must(
    ['HTP-04'],
    limits('says Retry-After with a unit', 30, () => tooMany('1s')),
    subtle,
  ),
  must(
    ['HTP-04', 'ERR-03'],
    limits('answers each thirtieth request 429 with HTML', 30, () => page(429, { 'retry-after': '1' })),
    subtle,
  ),
  must(
    ['SCH-01', 'HTP-06'],
    sendsOn('sends on to a path with a slash', (url) => `${url.origin}${url.pathname}/`),
  ),
  must(
    ['SCH-01', 'HTP-06'],
    sendsOn(
      'sends downloads on to another host',
      () => 'http://127.0.0.1:9/v1/files/url',
      asksTo('download'),
    ),
    subtle,
  ),
  should(['URL-11'], changesHeader('lets answers be kept', 'cache-control', 'public, max-age=3600', on(200))),
  should(
    ['URL-11'],
    changesHeader(
      'lets answers to a view be kept',
      'cache-control',
      'max-age=60',
      (response, call) => on(200)(response) && isView(call),
    ),
    subtle,
  ),
  should(
    ['URL-11'],
    changesHeader('says no-cache for no-store', 'cache-control', 'no-cache', on(200)),
    subtle,
  ),
  must(
    ['SCH-03'],
    claimsGzip('says gzip and means identity', ({ ok }) => ok),
    subtle,
  ),
  must(
    ['ERR-01', 'ERR-03'],
    changesHeader('says gzip and means identity on errors', 'content-encoding', 'gzip', isError),
    subtle,
  ),
];

function sendsOn(name: string, where: (url: URL) => string, when: When = () => true): Defect {
  return apiFault(name, async (call, next) => {
    const response = await next();
    if (!response.ok || !when(call)) return response;
    const headers = { location: where(call.url), 'content-length': '0', date: new Date().toUTCString() };
    return new Response(null, { status: 307, headers });
  });
}
