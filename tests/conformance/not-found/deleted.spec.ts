import { setTimeout as pause } from 'node:timers/promises';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Judgement } from '../../../src/judge.ts';
import { isSuccess, refusedWith, summary } from '../../../src/judgement/status.ts';
import { apiFault, fault } from '../../../src/reference/defects/fault.ts';
import type { Defect } from '../../../src/reference/start.ts';
import { requirement } from '../../../src/requirement.ts';
import { enumOf, memberOf } from '../../../src/traffic/accepted.ts';
import { fetchBack } from '../../../src/traffic/upload/round-trip.ts';
import { deleteFirst, sendNamesakes } from '../../../src/traffic/upload/same-name.ts';
import { pendingFile } from '../../../src/traffic/upload/there-and-back.ts';

/** Answers requests about a file as it did the first time, for as long as `when` holds. */
function remembers(name: string, when: (action: unknown) => boolean): Defect {
  const answers = new WeakMap<object, Map<string, [string, Headers]>>();
  return apiFault(name, async (call, next) => {
    const known = answers.get(call.reference) ?? new Map<string, [string, Headers]>();
    answers.set(call.reference, known);
    const key = JSON.stringify(call.asked);
    const response = await next();
    const kept = known.get(key);
    if (response.status === 404 && kept !== undefined && when(call.asked['action']))
      return new Response(kept[0], { status: 200, headers: kept[1] });
    if (response.status === 200) known.set(key, [await response.clone().text(), response.headers]);
    return response;
  });
}

const deleted = requirement({
  id: 'NF-03',
  level: 'SHOULD',
  clause: ['W: files/delete', '#/paths/~1v1~1files~1url/post/responses/404'],
  quote: '"404": File not found',
  effect: 'writes',
  profile: 'upload',
  defects: [
    remembers('answers from a cache after the file was deleted', () => true),
    remembers('answers views from a cache after the file was deleted', (action) => action === 'view'),
    fault('deletes nothing without a body', (call, next) =>
      call.request.method === 'DELETE' && call.bytes.length === 0
        ? Promise.resolve(Response.json({ success: true }))
        : next(),
    ),
    (() => {
      const known = new Map<string, string>();
      return fault('describes files that were deleted', async (call, next) => {
        const path = call.url.pathname;
        if (call.request.method === 'DELETE') known.set(path, await (await next({ method: 'GET' })).text());
        const response = await next();
        return call.request.method === 'GET' && response.status === 404 && known.has(path)
          ? new Response(known.get(path), { headers: response.headers })
          : response;
      });
    })(),
    fault('says that it deleted and does not', (call, next) =>
      call.request.method === 'DELETE' ? Promise.resolve(Response.json({ success: true })) : next(),
    ),
  ],
});

const pauses = [500, 1500, 3000];

test('SHOULD answer 404 for a file that was deleted', deleted, async ({ session, judge }) => {
  // What is still to be uploaded must outlive the deletion (UPL-04).
  await pendingFile(session);
  const { fileId, gone } =
    (await deleteFirst(session, await sendNamesakes(session))) ??
    session.giveUp('no file of our own can be fetched (UPL-05)');
  if (!isAnswered(gone) || !isSuccess(gone)) {
    judge.inapplicable('the target has no DELETE /v1/files/{fileId}');
    return;
  }
  const ask = (action: string, occasion: string) =>
    fetchBack(session, fileId, { action, occasion, mayBeMissing: true });
  for (const action of enumOf(memberOf(session.request, 'action')).map(String)) {
    let { described } = await ask(action, 'after its deletion');
    // An accepted deletion may take a moment (RFC 9110 §15.3.3).
    for (const milliseconds of gone.response.status === 202 ? pauses : []) {
      if (described.response?.status === 404) break;
      await pause(milliseconds);
      ({ described } = await ask(action, `${milliseconds} ms after its deletion`));
    }
    judge.together(
      [gone, described],
      ([, answer]) => answer && refusedWith(404)(answer),
      `${action} after DELETE`,
    );
  }
  const metadata = await session.api.get(`/v1/files/${encodeURIComponent(fileId)}`, {
    occasion: 'after its deletion',
  });
  judge.together([gone, metadata], ([, answer]) => answer && notDescribed(answer), 'metadata after DELETE');
});

/** Holds unless a file is described; a target without this operation refuses it too. */
const notDescribed: Judgement = (answer) =>
  isSuccess(answer) ? { received: summary(answer), expected: '404' } : undefined;
