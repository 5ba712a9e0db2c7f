import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { isSuccess, statusIs } from '../../../src/judgement/status.ts';
import { changesStatus, refuses } from '../../../src/reference/defects/answers.ts';
import { requirement } from '../../../src/requirement.ts';
import { everyAnswer } from '../../../src/traffic/tour.ts';
import { asksForUpload } from '../../../src/traffic/upload/ask.ts';

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
  ],
});

test('MUST answer 200 to a valid request for a known file', ok, async ({ session, judge }) => {
  const sent = await session.send(
    session.validBodies(await session.knownFile()).map((body) => ({ body, because: 'valid request' })),
  );
  const answers = sent.map(({ exchange }) => exchange).filter(isAnswered);
  const [first] = answers;
  if (first !== undefined && !answers.some(isSuccess)) {
    const refusedAlike = answers.every(({ response }) => [401, 403, 404].includes(response.status));
    if (refusedAlike) await session.control();
    judge.each(first, statusIs(200), 'the simplest valid request');
  }
  const successes = (await everyAnswer(session)).filter(isSuccess);
  for (const answer of successes.filter((one) => !asksForUpload(one))) judge.each(answer, statusIs(200));
});
