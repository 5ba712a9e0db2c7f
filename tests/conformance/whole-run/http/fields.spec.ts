import { brotliCompressSync } from 'node:zlib';
import { header, isAnswered } from '../../../../src/client/exchange.ts';
import { retryAfter } from '../../../../src/client/retry-after.ts';
import { test } from '../../../../src/fixtures.ts';
import type { Judgement } from '../../../../src/judge.ts';
import { objectIn } from '../../../../src/judgement/body.ts';
import { frozenDate, usualDate, validDate } from '../../../../src/judgement/date.ts';
import { conforms } from '../../../../src/judgement/schema.ts';
import { summary } from '../../../../src/judgement/status.ts';
import { changesHeader, withText } from '../../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { serves, withField } from '../../../../src/reference/defects/storage.ts';
import { requirement } from '../../../../src/requirement.ts';
import { mintedUrls } from '../../../../src/traffic/deliveries.ts';
import { isOperation } from '../../../../src/traffic/select.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';

const date = requirement({
  id: 'HTP-03',
  level: 'MUST',
  clause: ['RFC 9110 §6.6.1', 'RFC 9110 §5.6.7'],
  quote: 'An origin server with a clock MUST generate a Date header field in all 2xx, 3xx, and 4xx responses',
  effect: 'none',
  defects: [
    changesHeader('sends no Date', 'date', null),
    changesHeader('sends no Date with refusals', 'date', null, ({ status }) => status >= 400),
    serves('sends no Date with files', (response) => withField(response, 'date', null)),
    changesHeader('sends an ISO date', 'date', () => new Date().toISOString()),
    changesHeader('sends the wrong day of the week', 'date', (value) =>
      (value ?? '').replace(/^.../, (day) => (day === 'Mon' ? 'Tue' : 'Mon')),
    ),
    changesHeader(
      'sends local time as GMT with refusals',
      'date',
      () => new Date(Date.now() + 7_200_000).toUTCString(),
      ({ status }) => status >= 400,
    ),
  ],
});

test('MUST send a valid Date with every 2xx and 4xx', date, async ({ session, judge }) => {
  if (session.selected) await mintedUrls(session).then(([first]) => first && session.retrieve(first));
  const ofApi = await everyAnswer(session);
  const ofStorage = session.evidence
    .final()
    .filter(isAnswered)
    .filter(({ channel }) => channel === 'storage');
  const answers = [...ofApi, ...ofStorage].filter(({ response }) => response.status < 500);
  for (const answer of answers) judge.each(answer, validDate);
  // Of the API alone: what a cache delivers has the date of the cached answer.
  const usual = usualDate(ofApi);
  for (const answer of ofApi) judge.each(answer, usual);
  const inTime = [...ofApi].sort((a, b) => a.receivedAt - b.receivedAt);
  judge.together([...inTime.slice(0, 1), ...inTime.slice(-1)], () => frozenDate(inTime));
});

const coding = requirement({
  id: 'HTP-07',
  level: 'SHOULD',
  clause: ['RFC 9110 §12.5.3', 'RFC 9110 §8.4.1'],
  quote: 'the origin server SHOULD send a response without any content coding',
  effect: 'none',
  defects: [
    changesHeader('takes the charset for a content coding', 'content-encoding', () => 'utf-8'),
    changesHeader(
      'takes the charset of errors for a content coding',
      'content-encoding',
      () => 'utf-8',
      ({ status }) => status === 404,
    ),
    apiFault('codes for nobody who asks', async (_, next) => {
      const response = await next();
      const coded = withText(response, brotliCompressSync(await response.text()));
      coded.headers.set('content-encoding', 'br');
      return coded;
    }),
  ],
});

/** What `Accept-Encoding: gzip` lets an answer be coded with (RFC 9110 §8.4.1.3). */
const accepted = ['gzip', 'x-gzip', 'identity'];

test('SHOULD code answers as the client accepts it alone', coding, async ({ session, judge }) => {
  for (const answer of await everyAnswer(session))
    judge.each(answer, ({ response }) => {
      const value = header(response.headers, 'Content-Encoding');
      const codings = (value ?? '').split(',').map((each) => each.trim().toLowerCase());
      // A list may have empty elements (RFC 9110 §5.6.1.2).
      if (codings.every((each) => each === '' || accepted.includes(each))) return undefined;
      return {
        received: `Content-Encoding: ${value}`,
        expected: 'gzip or none: no request accepts another coding',
      };
    });
});

const limited = (headers: Record<string, string>, body: string): ReturnType<typeof apiFault> => {
  const counts = new WeakMap<object, number>();
  return apiFault('', async (call, next) => {
    const count = (counts.get(call.reference) ?? 0) + 1;
    counts.set(call.reference, count);
    if (count !== 3) return next();
    return new Response(body, {
      status: 429,
      headers: { 'content-type': 'application/json', date: new Date().toUTCString(), ...headers },
    });
  });
};
const error = '{"error":{"code":"RATE_LIMITED","message":"Too many requests."}}';

const noErrorBody: Judgement = (answer) => ({ received: summary(answer), expected: 'an Error body' });

const tooMany = requirement({
  id: 'HTP-04',
  level: 'MUST',
  clause: ['W: overview', 'RFC 6585 §4', 'RFC 9110 §10.2.3'],
  quote: 'When rate limited, the API returns 429 with a Retry-After header',
  effect: 'none',
  defects: [
    { ...limited({}, error), name: 'sends 429 without Retry-After' },
    { ...limited({ 'retry-after': 'soon' }, error), name: 'sends 429 with a Retry-After that is none' },
    {
      ...limited({ 'retry-after': '0' }, '{"message":"slow down"}'),
      name: 'sends 429 without an Error body',
    },
    { ...limited({ 'retry-after': '0' }, '<html>Too many</html>'), name: 'sends 429 with a page' },
  ],
});

test('MUST send Retry-After and an Error body with a 429', tooMany, async ({ session, judge }) => {
  await everyAnswer(session);
  const refusals = session.evidence
    .all()
    .filter((exchange) => isOperation(session, exchange) && exchange.response?.status === 429);
  if (refusals.length === 0) judge.inapplicable('no 429 came; none is provoked');
  const errorBody = conforms(session.contract, session.responseBody(404));
  for (const { trouble: _, ...refusal } of refusals) {
    judge.each(refusal, (answer) => {
      const value = header(answer.response.headers, 'Retry-After');
      if (retryAfter(value, answer.receivedAt) !== undefined)
        return objectIn(answer.response) === undefined ? noErrorBody(answer) : errorBody(answer);
      return {
        received: `429 with Retry-After: ${value ?? '(absent)'}`,
        expected: 'seconds or an HTTP-date',
      };
    });
  }
});
