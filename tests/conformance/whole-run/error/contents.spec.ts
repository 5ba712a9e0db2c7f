import { textOf } from '../../../../src/contract/json.ts';
import type { JsonObject } from '../../../../src/contract/json.ts';
import { test } from '../../../../src/fixtures.ts';
import { objectIn, quoted, textIn } from '../../../../src/judgement/body.ts';
import { errorIn, isMachineLike } from '../../../../src/judgement/error-body.ts';
import { isClientError, isSuccess } from '../../../../src/judgement/status.ts';
import { changesBody, errorOf, on, withText } from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { requirement } from '../../../../src/requirement.ts';
import { isPlain } from '../../../../src/traffic/select.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';

const error = '#/components/schemas/Error';

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
      const ofStatus = answers.filter(({ response }) => statuses.includes(response.status));
      // What is refused to the right key for its tenant is neither the key nor the tenant.
      const those =
        cause === 'authentication' ? ofStatus : ofStatus.filter((answer) => isPlain(session, answer));
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
