import type { Answered } from '../../../../src/client/exchange.ts';
import { isAnswered } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { sentObject } from '../../../../src/judgement/body.ts';
import { isClientError, isSuccess, statusIs } from '../../../../src/judgement/status.ts';
import { silence } from '../../../../src/judgement/trouble.ts';
import { changesStatus, errorAnswer, refuses } from '../../../../src/reference/defects/answers.ts';
import type { Call } from '../../../../src/reference/defects/fault.ts';
import { apiFault } from '../../../../src/reference/defects/fault.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { compile } from '../../../../src/validators/json-schema.ts';
import { afterAnother } from '../../../../src/traffic/after-another.ts';
import { isAsUsual, isAsWritten } from '../../../../src/traffic/select.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';
import { asksForUpload } from '../../../../src/traffic/upload/ask.ts';
import { sendWrongKeys } from '../../../../src/traffic/wrong-keys.ts';

const ok = requirement({
  id: 'SCH-01',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/200'],
  quote: '"200": Signed URL generated',
  effect: 'none',
  defects: [
    changesStatus('answers 201', 200, 201),
    changesStatus('answers 202 for a download', 200, 202, ({ asked }) => asked['action'] === 'download'),
    refuses('refuses every valid request', () => true, 400),
    apiFault('announces an octet too many of each success', async (_, next) => {
      const response = await next();
      if (!response.ok) return response;
      const bytes = await response.arrayBuffer();
      const headers = new Headers(response.headers);
      headers.set('content-length', String(bytes.byteLength + 1));
      return new Response(bytes, { headers });
    }),
    (() => {
      const refused = new WeakMap<object, number>();
      return apiFault('refuses the right key once after three wrong ones', async ({ reference }, next) => {
        const response = await next();
        const count = refused.get(reference) ?? 0;
        if (response.status === 401) refused.set(reference, count + 1);
        if (!response.ok || count < 3) return response;
        refused.set(reference, 0);
        return errorAnswer(401, 'LOCKED');
      });
    })(),
    (() => {
      const inARow = new WeakMap<object, number>();
      return apiFault('refuses the two requests after three wrong keys', async ({ reference }, next) => {
        const response = await next();
        const count = inARow.get(reference) ?? 0;
        const isLocked = count === 3 || count === 4;
        inARow.set(reference, isLocked || response.status === 401 ? (count + 1) % 5 : 0);
        return isLocked ? errorAnswer(401, 'LOCKED') : response;
      });
    })(),
    (() => {
      const broken = new WeakSet();
      return apiFault('answers the request after broken JSON like that', async ({ reference }, next) => {
        if (broken.delete(reference)) return errorAnswer(400, 'MALFORMED_JSON');
        const response = await next();
        if (response.status === 400) broken.add(reference);
        return response;
      });
    })(),
    refuses('refuses every tenth request', everyTenth(), 404),
  ],
});

test('MUST answer 200 to a valid request for a known file', ok, async ({ session, judge }) => {
  const known = await session.knownFile();
  const sent = await session.send(
    session.validBodies(known).map((body) => ({ body, because: 'valid request' })),
  );
  for (const { exchange } of sent) {
    const silent = silence(exchange);
    if (silent !== undefined) judge.violation(silent, [exchange], 'a valid request');
  }
  const answers = sent.map(({ exchange }) => exchange).filter(isAnswered);
  const [first] = answers;
  if (first !== undefined && !answers.some(isSuccess)) {
    const refusedAlike = answers.every(({ response }) => [401, 403, 404].includes(response.status));
    if (refusedAlike) await session.control();
    judge.each(first, statusIs(200), 'the simplest valid request');
  }
  if (session.selected) {
    await sendWrongKeys(session);
    await session.ask(await afterAnother(session));
  }
  const everything = await everyAnswer(session);
  for (const answer of everything.filter((one) => isClientError(one) && isFlawless(session, one, known)))
    judge.each(answer, statusIs(200), 'nothing is wrong with the request');
  const successes = everything.filter(isSuccess);
  for (const answer of successes.filter((one) => !asksForUpload(one))) judge.each(answer, statusIs(200));
});

/** True for a request of declared members with valid values for the known file, written as a client writes it, but for 429. */
function isFlawless(session: Session, answer: Answered, known: string): boolean {
  const { contract, operation } = session;
  const body = sentObject(answer);
  if (body?.['fileId'] !== known || !isAsUsual(session, answer)) return false;
  const properties = operation.request.schema['properties'] as object;
  if (!Object.keys(body).every((name) => Object.hasOwn(properties, name))) return false;
  const check = compile({ $ref: `#${operation.request.pointer}` }, contract.document);
  return isAsWritten(body, answer) && check(body).length === 0 && answer.response.status !== 429;
}

/** Counts the requests of each server. */
function everyTenth(): (call: Call) => boolean {
  const counts = new WeakMap<object, number>();
  return ({ reference }) => {
    const count = (counts.get(reference) ?? 0) + 1;
    counts.set(reference, count);
    return count % 10 === 0;
  };
}
