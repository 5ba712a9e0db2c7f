import { textOf } from '../../../src/contract/json.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import { header } from '../../../src/client/exchange.ts';
import { patternOf } from '../../../src/client/secret-forms.ts';
import { test } from '../../../src/fixtures.ts';
import { objectIn, quoted, readJson, textIn } from '../../../src/judgement/body.ts';
import { errorIn, isMachineLike } from '../../../src/judgement/error-body.ts';
import { leakIn } from '../../../src/judgement/leak.ts';
import { essenceOf } from '../../../src/judgement/media-type.ts';
import { conforms } from '../../../src/judgement/schema.ts';
import { isClientError, isSuccess } from '../../../src/judgement/status.ts';
import type { Judgement } from '../../../src/judge.ts';
import { changesBody, changesHeader, withText } from '../../../src/reference/defects/answers.ts';
import type { Body } from '../../../src/reference/defects/fault.ts';
import { apiFault, fault } from '../../../src/reference/defects/fault.ts';
import { takesPages } from '../../../src/reference/defects/requests.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { oddest } from '../../../src/traffic/identifiers.ts';
import { everyAnswer } from '../../../src/traffic/tour.ts';

const r404 = '#/paths/~1v1~1files~1url/post/responses/404/content/application~1json/schema';
const error = '#/components/schemas/Error';
const errorOf = (body: Body): Body => body['error'] as Body;
const on = (from: number, to = from): { from: number; to: number } => ({ from, to });

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

const code = requirement({
  id: 'ERR-04',
  level: 'SHOULD',
  clause: [`${error}/properties/error/properties/code/description`, 'W: files/delete'],
  quote: 'Error code; Human-readable error message; NOT_FOUND, DELETE_FAILED',
  effect: 'none',
  defects: [
    changesBody(
      'has a sentence as code',
      (body) => ({ error: { ...errorOf(body), code: 'The file was not found.' } }),
      on(404),
    ),
    changesBody(
      'has an empty message',
      (body) => ({ error: { ...errorOf(body), message: '' } }),
      on(400, 499),
    ),
    changesBody(
      'has an object for its message, written as text',
      (body) => ({ error: { ...errorOf(body), message: '[object Object]' } }),
      on(422),
    ),
  ],
});

test(
  'SHOULD have a code for programs and a message for people in an error',
  code,
  async ({ session, judge }) => {
    for (const answer of (await everyAnswer(session)).filter(isClientError)) {
      judge.each(answer, (refusal) => {
        const { code, message } = errorIn(refusal);
        if (code !== undefined && !isMachineLike(code))
          return { received: `code ${quoted(code)}`, expected: 'a code like NOT_FOUND' };
        return message !== undefined && /^(?:|\[object \w+\]|undefined|null|None|NaN)$/.test(message.trim())
          ? { received: `message ${quoted(message)}`, expected: 'a message for people' }
          : undefined;
      });
    }
  },
);

const codes = requirement({
  id: 'ERR-05',
  level: 'SHOULD',
  clause: [`${error}/properties/error/properties/code/description`],
  quote: 'Error code',
  effect: 'none',
  defects: [
    changesBody(
      'has one code for everything',
      (body) => ({ error: { ...errorOf(body), code: 'ERROR' } }),
      on(400, 499),
    ),
    changesBody(
      'calls a missing file an invalid request',
      (body) => ({ error: { ...errorOf(body), code: 'INVALID_REQUEST' } }),
      on(404),
    ),
  ],
});

test(
  'SHOULD have different codes for authentication, validation and unknown files',
  codes,
  async ({ session, judge }) => {
    const answers = await everyAnswer(session);
    const causes = { authentication: [401], validation: [400, 422], 'unknown files': [404] };
    const seen = Object.entries(causes).map(([cause, statuses]) => {
      const those = answers.filter(({ response }) => statuses.includes(response.status));
      return { cause, those, codes: new Set(those.flatMap((answer) => errorIn(answer).code ?? [])) };
    });
    for (const [index, one] of seen.entries()) {
      for (const other of seen.slice(index + 1)) {
        const shared = [...one.codes].find((name) => other.codes.has(name));
        const showing = [one, other].flatMap(
          ({ those }) =>
            those.find((answer) => errorIn(answer).code === (shared ?? errorIn(answer).code)) ?? [],
        );
        if (showing.length < 2) continue;
        judge.together(showing, () =>
          shared === undefined
            ? undefined
            : {
                received: `code ${quoted(shared)} for ${one.cause} and for ${other.cause}`,
                expected: 'different codes',
              },
        );
      }
    }
  },
);

const apart = requirement({
  id: 'ERR-06',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/200/content/application~1json/schema/properties/success'],
  quote: 'success: enum: [true]; Signed URL generated',
  effect: 'none',
  defects: [
    apiFault('answers an unknown file with 200 and an error', async (_, next) => {
      const response = await next();
      return response.status === 404 ? withText(response, await response.text(), 200) : response;
    }),
    changesBody('has success: true in errors', (body) => ({ success: true, ...body }), on(400, 499)),
    changesBody(
      'has the URL of the file in errors',
      (body, { reference }) => {
        const path = reference.files.withId(reference.main.fileId)?.objectPath ?? '';
        return { ...body, data: { url: reference.sign('GET', path, 2e9, { disposition: 'inline' }).href } };
      },
      on(422),
    ),
    changesBody(
      'has a null error in successes',
      (body) => ({ ...body, error: { code: 'OK', message: '' } }),
      on(200),
    ),
  ],
});

test('MUST keep success and error apart', apart, async ({ session, judge }) => {
  const answers = await everyAnswer(session);
  const places = new Set(
    answers.filter(isSuccess).flatMap(({ response }) => placeOf(objectIn(response)) ?? []),
  );
  for (const answer of answers) {
    judge.each(answer, ({ response }) => {
      const body = objectIn(response);
      const { status } = response;
      if (status < 300 && saysSomething(body?.['error']))
        return {
          received: `${status} with error ${quoted(body?.['error'])}`,
          expected: 'no error in a success',
        };
      if (status >= 400 && body?.['success'] === true)
        return { received: `${status} with success: true`, expected: 'no success in an error' };
      const text = status >= 400 ? textIn(response).replaceAll('\\/', '/') : '';
      return [...places].some((place) => text.includes(`${place}?`))
        ? { received: `${status} with the URL of a file`, expected: 'no URL in an error' }
        : undefined;
    });
  }
});

/** False for what a server writes where there is no error: nothing, false, an empty text, list or object. */
function saysSomething(error: unknown): boolean {
  return typeof error === 'object' && error !== null ? Object.keys(error).length > 0 : Boolean(error);
}

/** A returned URL that has a query, without it. */
function placeOf(body: JsonObject | undefined): string | undefined {
  const [place, query] = textOf(body?.['url']).split('?');
  return query === undefined ? undefined : place;
}

const leak = requirement({
  id: 'ERR-07',
  level: 'SHOULD',
  clause: ['sec'],
  quote: 'good practice: an error tells nothing of the inside of the server',
  effect: 'none',
  defects: [
    changesBody(
      'shows the stack in validation errors',
      (body) => ({
        error: {
          ...errorOf(body),
          message: 'TypeError: x is not a function\n    at handler (/app/src/files.js:41:7)',
        },
      }),
      on(400, 422),
    ),
    changesBody(
      'shows the path of a missing file',
      (body) => ({ error: { ...errorOf(body), message: "ENOENT: no such file, open '/var/lib/files/x'" } }),
      on(404),
    ),
    changesBody(
      'shows the query',
      (body) => ({ error: { ...errorOf(body), detail: "SELECT * FROM files WHERE id = 'x'" } }),
      on(404),
    ),
  ],
});

test('SHOULD tell nothing of the inside of the server in an error', leak, async ({ session, judge }) => {
  const answers = (await everyAnswer(session)).filter(({ response }) => response.status >= 400);
  for (const answer of answers) {
    judge.each(answer, ({ response, request }) => {
      const body = Buffer.from(request.body ?? '').toString('utf8');
      const sent = [body, request.url, ...request.headers.map(([, value]) => value)].join('\n');
      const found = leakIn(textIn(response), sent);
      return found && { received: `${found.kind}: ${quoted(found.words)}`, expected: 'no internal detail' };
    });
  }
});

const echo = requirement({
  id: 'ERR-08',
  level: 'SHOULD',
  clause: ['sec', 'RFC 9110 §17.9'],
  quote: 'good practice: an answer repeats neither a key nor markup that it was sent',
  effect: 'none',
  defects: [
    changesBody(
      'repeats the key in errors',
      (body, { request }) => ({ ...body, sent: request.headers.get('authorization') }),
      on(400, 499),
    ),
    apiFault('repeats markup in an HTML page', async (call, next) => {
      const response = await next();
      const page = `<p>${String(call.asked['fileId'])} was not found</p>`;
      return response.status === 404
        ? new Response(page, {
            status: 404,
            headers: { 'content-type': 'text/html', date: new Date().toUTCString() },
          })
        : response;
    }),
  ],
});

test('SHOULD repeat neither a key nor markup that was sent', echo, async ({ session, judge }) => {
  const { main, alt } = session.target;
  const keys = [main, ...(alt === undefined ? [] : [alt])].map(({ token }) => patternOf(token));
  const markup = '<script>alert(1)</script>';
  if (session.selected) {
    const { body } = await session.host();
    await session.send([{ body: { ...body, fileId: oddest }, because: `fileId with ${markup} in it` }]);
  }
  for (const answer of await everyAnswer(session)) {
    judge.each(answer, ({ response }) => {
      const text = textIn(response);
      const said = [text, ...response.headers.map(([, value]) => value)].join('\n');
      if (keys.some((key) => said.search(key) !== -1)) {
        return { received: `${response.status} with the key in it`, expected: 'no key in an answer' };
      }
      const html = essenceOf(header(response.headers, 'Content-Type')) === 'text/html';
      return html && text.includes(markup)
        ? { received: `${response.status} as HTML with ${markup} in it`, expected: 'escaped markup' }
        : undefined;
    });
  }
});

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
