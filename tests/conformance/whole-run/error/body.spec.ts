import { header } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { readJson } from '../../../../src/judgement/body.ts';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import { conforms } from '../../../../src/judgement/schema.ts';
import { isClientError } from '../../../../src/judgement/status.ts';
import type { Judgement } from '../../../../src/judge.ts';
import {
  changesBody,
  changesHeader,
  errorOf,
  on,
  withText,
} from '../../../../src/reference/defects/answers.ts';
import { apiFault, fault } from '../../../../src/reference/defects/fault.ts';
import { takesPages } from '../../../../src/reference/defects/requests.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';

const r404 = '#/paths/~1v1~1files~1url/post/responses/404/content/application~1json/schema';
const error = '#/components/schemas/Error';

/** Holds when the body is what the document declares for an error. */
function errorBody(session: Session): Judgement {
  const judgement = conforms(session.contract, session.responseBody(404));
  return (answer) => {
    const reading = readJson(answer.response);
    if ('value' in reading) return judgement(answer);
    return { received: `${answer.response.status} with ${reading.problem}`, expected: 'an Error object' };
  };
}

function errorType(declared: string): Judgement {
  return ({ response }) => {
    const value = header(response.headers, 'Content-Type');
    if (essenceOf(value) === declared) return undefined;
    return { received: `${response.status} with Content-Type: ${value ?? '(absent)'}`, expected: declared };
  };
}

const notFoundBody = requirement({
  id: 'ERR-01',
  level: 'MUST',
  clause: [r404, error],
  quote: '$ref: #/components/schemas/Error',
  effect: 'none',
  defects: [
    changesBody(
      'answers 404 with a message only',
      (body) => ({ message: errorOf(body)['message'] }),
      on(404),
    ),
    changesBody('has a number as code', (body) => ({ error: { ...errorOf(body), code: 404 } }), on(404)),
    changesBody('has error as text', () => ({ error: 'not found' }), on(404)),
    changesBody(
      'has no messages for clients from France',
      (body, { request }) =>
        request.headers.get('accept-language')?.startsWith('fr') === true
          ? { error: { code: errorOf(body)['code'] } }
          : body,
      on(404),
    ),
  ],
});

test('MUST answer 404 with an Error body', notFoundBody, async ({ session, judge }) => {
  const judgement = errorBody(session);
  const answers = (await everyAnswer(session)).filter(({ response }) => response.status === 404);
  for (const answer of answers) judge.each(answer, judgement);
});

const notFoundType = requirement({
  id: 'ERR-02',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404/content'],
  quote: 'content: application/json',
  effect: 'none',
  defects: [
    changesHeader('answers 404 as HTML', 'content-type', 'text/html', ({ status }) => status === 404),
    changesHeader(
      'answers 404 to a browser as HTML',
      'content-type',
      'text/html',
      ({ status }, call) => status === 404 && takesPages(call),
    ),
  ],
});

test('MUST send the 404 body as application/json', notFoundType, async ({ session, judge }) => {
  const judgement = errorType(session.responseBody(404).mediaType);
  const answers = (await everyAnswer(session)).filter(({ response }) => response.status === 404);
  for (const answer of answers) judge.each(answer, judgement);
});

const everyError = requirement({
  id: 'ERR-03',
  level: 'MUST',
  clause: ['W: overview', error],
  quote: 'All errors follow a consistent structure',
  effect: 'none',
  defects: [
    changesBody(
      'answers 401 as the framework does',
      () => ({ statusCode: 401, message: 'Unauthorized' }),
      on(401),
    ),
    changesBody(
      'answers a syntax error as the framework does',
      () => ({ message: 'Unexpected token' }),
      on(400),
    ),
    apiFault('answers validation errors with an empty body', async (_, next) => {
      const response = await next();
      return response.status === 422 ? withText(response, '') : response;
    }),
    apiFault('answers errors to a browser with a page', async (call, next) => {
      const response = await next();
      const headers = new Headers(response.headers);
      headers.set('content-type', 'text/html');
      headers.delete('content-length');
      const isPage = response.status === 401 && takesPages(call);
      return isPage ? new Response('<h1>Unauthorized</h1>', { status: 401, headers }) : response;
    }),
    changesHeader('answers 401 as text', 'content-type', 'text/plain', ({ status }) => status === 401),
  ],
});

test(
  'MUST answer every 4xx with the same Error body as application/json',
  everyError,
  async ({ session, judge }) => {
    const [body, type] = [errorBody(session), errorType(session.responseBody(404).mediaType)];
    const answers = (await everyAnswer(session)).filter(isClientError);
    const others = answers.filter(({ response }) => response.status !== 404 && response.status !== 405);
    for (const answer of others) judge.each(answer, (refusal) => body(refusal) ?? type(refusal));
  },
);

const wrongMethod = requirement({
  id: 'ERR-09',
  level: 'SHOULD',
  clause: ['W: overview', error],
  quote: 'All errors follow a consistent structure',
  effect: 'none',
  defects: [
    fault('answers a wrong method with an empty body', async (_, next) => {
      const response = await next();
      return response.status === 405 ? withText(response, '') : response;
    }),
  ],
});

test('SHOULD answer a wrong method with the same Error body', wrongMethod, async ({ session, judge }) => {
  if (session.selected) {
    const { body } = await session.host();
    await session.send([{ body, deviation: { method: 'PUT' }, because: 'method PUT' }]);
  }
  const judgement = errorBody(session);
  const answers = (await everyAnswer(session)).filter(({ response }) => response.status === 405);
  if (answers.length === 0) judge.inapplicable('no 405 came');
  for (const answer of answers) judge.each(answer, judgement, `method ${answer.request.method}`);
});
