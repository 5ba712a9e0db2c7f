import { test } from '../../../../src/fixtures.ts';
import { isClientError, summary } from '../../../../src/judgement/status.ts';
import { changesStatus } from '../../../../src/reference/defects/answers.ts';
import { requirement } from '../../../../src/requirement.ts';
import { compile } from '../../../../src/validators/json-schema.ts';
import { isPlain, jsonSent } from '../../../../src/traffic/select.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';
import { uploadSchemas } from '../../../../src/traffic/upload/schemas.ts';

const documented = requirement({
  id: 'REJ-14',
  level: 'SHOULD',
  clause: ['W: overview', 'W: quickstart'],
  quote: '422 Validation error; 400 INVALID_REQUEST (D12: the pages disagree, so either is right)',
  effect: 'none',
  defects: [
    changesStatus('answers 404 to an invalid request', 422, 404),
    changesStatus('answers 409 to an invalid lifetime', 422, 409, ({ asked }) => 'expiresInMinutes' in asked),
  ],
});

/** What a firewall in front of a server may take for an attack, and answer itself. */
const suspicious = /[<>'$%\\\0-\x1f]|\.\./;

test('SHOULD answer 400 or 422 to an invalid request', documented, async ({ session, judge }) => {
  const core = { contract: session.contract, request: session.operation.request };
  const claimed = session.uploads === undefined ? [core] : [core, uploadSchemas(session)];
  const checks = claimed.map(({ contract, request }) =>
    compile({ $ref: `#${request.pointer}` }, contract.document),
  );
  for (const answer of (await everyAnswer(session)).filter(isClientError)) {
    if (!isPlain(session, answer)) continue;
    const sent = jsonSent(answer);
    if (sent !== undefined && (!('value' in sent) || checks.every((check) => check(sent.value).length > 0))) {
      const body = Buffer.from(answer.request.body ?? []).toString('latin1');
      const allowed = suspicious.test(body) ? [400, 422, 403] : [400, 422];
      judge.each(answer, (refusal) =>
        allowed.includes(refusal.response.status)
          ? undefined
          : { received: summary(refusal), expected: '400 or 422' },
      );
    }
  }
});
