import type { Answered } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { summary } from '../../../../src/judgement/status.ts';
import { changesStatus, crashes } from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { takesPages } from '../../../../src/reference/defects/requests.ts';
import { DropConnection } from '../../../../src/reference/handler.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { oddRequests } from '../../../../src/traffic/odd-requests.ts';
import { isOperation } from '../../../../src/traffic/select.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';
import { oddFiles } from '../../../../src/traffic/unknown-files.ts';

/** A request body of more octets may be cut off by a limit on sizes; ROB-02 is about that. */
const large = 32 * 2 ** 10;

const asked = (call: { asked: Record<string, unknown> }): string => JSON.stringify(call.asked);

const noFailure = requirement({
  id: 'ROB-01',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses', 'RFC 9110 §15.5', 'RFC 9110 §15.6.1'],
  quote: 'the document declares no 5xx',
  effect: 'none',
  defects: [
    crashes('crashes on emoji anywhere in the body', (call) => /[\u{1f300}-\u{1faff}]/u.test(asked(call))),
    crashes('crashes on a Content-Type that does not parse', ({ request }) =>
      /^[;/]|\/\//.test(request.headers.get('content-type') ?? ''),
    ),
    crashes(
      'crashes without a Content-Type',
      ({ request, bytes }) => bytes.length > 0 && !request.headers.has('content-type'),
    ),
    crashes('crashes on an X-Request-ID that is no UUID', ({ request }) =>
      /[^\da-f-]/i.test(request.headers.get('x-request-id') ?? ''),
    ),
    crashes('crashes on a client that takes pages', takesPages),
    crashes('crashes on a thousand members', (call) => Object.keys(call.asked).length > 999),
    crashes('crashes on quotes in a tenant', ({ request }) =>
      /['"]/.test(request.headers.get('tenant-id') ?? ''),
    ),
    crashes('crashes on a charset that the body does not have', ({ request }) =>
      /utf-16/.test(request.headers.get('content-type') ?? ''),
    ),
    crashes('crashes on a body that only says it is gzip', ({ request }) =>
      request.headers.has('content-encoding'),
    ),
    crashes('crashes on a tenant outside ASCII', ({ request }) =>
      /[^\x20-\x7e]/.test(request.headers.get('tenant-id') ?? ''),
    ),
    crashes('crashes on a query that does not decode', ({ url }) => /%(?![0-9a-f]{2})/i.test(url.search)),
    apiFault('drops the connection on ids of more than 4000 characters', (call, next) =>
      String(call.asked['fileId']).length > 4000 ? Promise.reject(new DropConnection()) : next(),
    ),
    apiFault('drops the connection when action is a number', (call, next) =>
      typeof call.asked['action'] === 'number' ? Promise.reject(new DropConnection()) : next(),
    ),
    (() => {
      const counts = new WeakMap<object, number>();
      return apiFault('fails every 20th request', (call, next) => {
        const count = (counts.get(call.reference) ?? 0) + 1;
        counts.set(call.reference, count);
        return count % 20 === 0 ? Promise.resolve(new Response('', { status: 500 })) : next();
      });
    })(),
  ],
});

test('MUST NOT fail with 5xx, drop or hang, whatever is asked', noFailure, async ({ session, judge }) => {
  if (session.selected) {
    await session.send(await oddRequests(session));
    await session.send(await oddFiles(session));
  }
  for (const answer of await everyAnswer(session)) {
    judge.each(answer, (one) =>
      one.response.status < 500 || isOtherMethod(session, one)
        ? undefined
        : { received: summary(one), expected: 'no 5xx' },
    );
  }
  for (const exchange of session.evidence.final().filter((one) => isOperation(session, one))) {
    const { trouble } = exchange;
    if (trouble?.others !== 'answered' || (exchange.request.body?.length ?? 0) > large) continue;
    const received = `${trouble.message} at each of ${exchange.earlier.length + 1} attempts, while a valid request is answered`;
    judge.violation({ received, expected: 'an answer' }, [exchange]);
  }
});

/** True for 501 to a method that a server does not know at all (RFC 9110 §15.6.2). */
function isOtherMethod({ operation }: Session, { request, response }: Answered): boolean {
  return response.status === 501 && request.method !== operation.method;
}

const documented = requirement({
  id: 'ROB-06',
  level: 'SHOULD',
  clause: ['#/paths/~1v1~1files~1url/post/responses', 'W: overview'],
  quote: '200, 201, 400, 401, 403, 404, 422, 429, 500',
  effect: 'none',
  defects: [
    changesStatus('answers 418', 404, 418),
    changesStatus('answers 409 to an unknown tenant', 403, 409),
  ],
});

/** Statuses of the documentation, and those that HTTP itself asks for: method, media type, sizes, negotiation. */
const known = new Set([200, 201, 400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 429, 431, 500]);

test('SHOULD answer with a documented status', documented, async ({ session, judge }) => {
  for (const answer of await everyAnswer(session)) {
    judge.each(answer, (one) =>
      known.has(one.response.status)
        ? undefined
        : { received: summary(one), expected: 'a status that the document or the documentation lists' },
    );
  }
});
