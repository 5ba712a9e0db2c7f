import { header } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { statusIs, summary } from '../../../src/judgement/status.ts';
import { apiFault, fault } from '../../../src/reference/defects/fault.ts';
import { changesHeader, errorAnswer } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Sent, Session } from '../../../src/session.ts';

/** Never GET or DELETE: on this path they are the documented operations of a file whose id is "url" (D18). */
const methods = ['PUT', 'PATCH'];

async function wrongMethods(session: Session): Promise<Sent[]> {
  const { body } = await session.host();
  const vectors = methods.map((method) => ({ body, deviation: { method }, because: `method ${method}` }));
  return session.send(session.take(vectors, 'methods'));
}

const notAllowed = requirement({
  id: 'HTP-01',
  level: 'SHOULD',
  clause: ['RFC 9110 §15.5.6'],
  quote:
    'the method received in the request-line is known by the origin server but not supported by the target resource',
  effect: 'none',
  defects: [
    fault('answers 500 to PUT', (call, next) =>
      call.request.method === 'PUT' ? Promise.resolve(errorAnswer(500, 'INTERNAL')) : next(),
    ),
    fault('takes PATCH for POST', (call, next) =>
      call.request.method === 'PATCH' ? next({ method: 'POST' }) : next(),
    ),
  ],
});

test('SHOULD answer 405 to PUT and PATCH', notAllowed, async ({ session, judge }) => {
  for (const { exchange, because } of await wrongMethods(session)) {
    // Routers that look for path and method at once know no such resource.
    judge.each(exchange, statusIs(405, 404), because);
    if (exchange.response?.status === 404) judge.note(`${because} is answered 404, not 405`);
  }
});

const allow = requirement({
  id: 'HTP-02',
  level: 'MUST',
  clause: ['RFC 9110 §15.5.6', 'RFC 9110 §10.2.1'],
  quote:
    'The origin server MUST generate an Allow header field in a 405 response containing a list of the target resource’s currently supported methods',
  effect: 'none',
  defects: [
    changesHeader('sends no Allow', 'allow', null, ({ status }) => status === 405),
    changesHeader('allows GET only', 'allow', 'GET', ({ status }) => status === 405),
    changesHeader('allows what it refuses', 'allow', 'POST, PUT, PATCH', ({ status }) => status === 405),
  ],
});

test('MUST name POST, and not what is refused, in the Allow of a 405', allow, async ({ session, judge }) => {
  const sent = await wrongMethods(session);
  const refusals = sent.filter(({ exchange }) => exchange.response?.status === 405);
  if (refusals.length === 0) judge.inapplicable('no 405 came');
  for (const { exchange, because } of refusals) {
    judge.each(
      exchange,
      (answer) => {
        const value = header(answer.response.headers, 'Allow');
        const named = (value ?? '').split(',').map((method) => method.trim());
        if (named.includes(answer.request.method))
          return {
            received: `405 to ${answer.request.method} with Allow: ${value}`,
            expected: `Allow without ${answer.request.method}`,
          };
        if (named.includes(session.operation.method)) return undefined;
        return {
          received: `${summary(answer).slice(0, 3)} with Allow: ${value ?? '(absent)'}`,
          expected: `Allow: ${session.operation.method}`,
        };
      },
      because,
    );
  }
});

const direct = requirement({
  id: 'HTP-06',
  level: 'SHOULD',
  clause: ['sec', '#/paths/~1v1~1files~1url/post/responses'],
  quote: 'good practice: a request with a key in it is not sent elsewhere',
  effect: 'none',
  defects: [
    apiFault('redirects downloads to another host', async (call, next) =>
      call.asked['action'] === 'download'
        ? new Response(null, {
            status: 307,
            headers: { location: 'https://other.example/v1/files/url', date: new Date().toUTCString() },
          })
        : next(),
    ),
  ],
});

test('SHOULD answer POST without a redirect', direct, async ({ session, judge }) => {
  const bodies = session.validBodies(await session.knownFile());
  for (const { exchange, because } of await session.ask(
    bodies.map((body) => ({ body, because: JSON.stringify(body) })),
  )) {
    judge.each(
      exchange,
      ({ response }) =>
        response.status >= 300 && response.status < 400
          ? {
              received: `${response.status} with Location: ${header(response.headers, 'Location') ?? '(absent)'}`,
              expected: 'an answer',
            }
          : undefined,
      because,
    );
  }
});
