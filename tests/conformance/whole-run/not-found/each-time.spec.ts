import type { Answered } from '../../../../src/client/exchange.ts';
import { test } from '../../../../src/fixtures.ts';
import { quoted, sentObject } from '../../../../src/judgement/body.ts';
import { isSuccess, summary } from '../../../../src/judgement/status.ts';
import { repairs } from '../../../../src/reference/defects/requests.ts';
import { requirement } from '../../../../src/requirement.ts';
import type { Session } from '../../../../src/session.ts';
import { fileSoFar } from '../../../../src/traffic/known-file.ts';
import { everyAnswer } from '../../../../src/traffic/tour.ts';
import { unknownFiles } from '../../../../src/traffic/unknown-files.ts';
import { asksForUpload, uploadedIds } from '../../../../src/traffic/upload/ask.ts';
import type { Vector } from '../../../../src/traffic/vector.ts';

const eachTime = requirement({
  id: 'NF-05',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/responses/404/description'],
  quote: '"404": File not found',
  effect: 'none',
  defects: [
    (() => {
      const asked = new WeakMap<object, Set<unknown>>();
      return repairs('finds a file when an unknown id is asked for again', (body, { reference }) => {
        const before = asked.get(reference) ?? new Set();
        asked.set(reference, before);
        const again = before.has(body['fileId']);
        before.add(body['fileId']);
        return again && 'fileId' in body ? { ...body, fileId: reference.main.fileId } : undefined;
      });
    })(),
    (() => {
      const last = new WeakMap<object, unknown>();
      return repairs('finds the file of the request before for an unknown id', (body, { reference }) => {
        const before = last.get(reference);
        const known = reference.files.withId(String(body['fileId'])) !== undefined;
        last.set(reference, known ? body['fileId'] : undefined);
        return known || before === undefined || !('fileId' in body) ? undefined : { ...body, fileId: before };
      });
    })(),
  ],
});

test(
  'MUST find no file for an id for which there was none, whoever asks for it again',
  eachTime,
  async ({ session, judge }) => {
    if (session.selected) await askAgain(session);
    const answers = (await everyAnswer(session)).filter((one) => !asksForUpload(one));
    const { main, alt } = session.target;
    const known = [main, ...(alt ? [alt] : [])].map((each) => each.fileId ?? fileSoFar(session, each));
    // Those of uploads are missing before the PUT, and there after it.
    const files = new Set<unknown>([...known, ...uploadedIds(await everyAnswer(session))]);
    const missing = new Map<unknown, Answered>();
    let isRepeated = false;
    for (const answer of answers) {
      const fileId = sentObject(answer)?.['fileId'];
      if (typeof fileId !== 'string' || files.has(fileId)) continue;
      const before = missing.get(fileId);
      if (answer.response.status === 404) missing.set(fileId, before ?? answer);
      if (before === undefined) continue;
      isRepeated = true;
      judge.together([before, answer], () =>
        isSuccess(answer)
          ? { received: summary(answer), expected: `404, as before for ${quoted(fileId)}` }
          : undefined,
      );
    }
    if (!isRepeated) judge.inapplicable('no id that is asked for twice is answered 404');
  },
);

/**
 * Asks for an unknown file once more, right after the known one, and for that right after it, where the plan asks for it: what a server
 * keeps of one answer shows in the next.
 */
async function askAgain(session: Session): Promise<void> {
  const strangers = await unknownFiles(session);
  const unknown = strangers.at(-1);
  if (unknown === undefined) return;
  const { body } = await session.host();
  const known = (occasion: string): Vector => ({ body, deviation: { occasion }, because: occasion });
  const around = (occasion: string): Vector[] => (session.plan.asksAgain ? [known(occasion)] : []);
  await session.ask(strangers);
  await session.send(around('before an unknown file'));
  await session.send([{ ...unknown, deviation: { occasion: 'asked again' } }]);
  await session.send(around('after an unknown file'));
}
