import { textOf } from '../../../src/contract/json.ts';
import type { Answered } from '../../../src/client/exchange.ts';
import { header } from '../../../src/client/exchange.ts';
import type { Judge, Judgement } from '../../../src/judge.ts';
import type { JsonObject } from '../../../src/contract/json.ts';
import { objectIn, sentObject } from '../../../src/judgement/body.ts';
import { deliveryIn, tellsNothingOf } from '../../../src/judgement/retrieval.ts';
import { isClientError } from '../../../src/judgement/status.ts';
import type { Session } from '../../../src/session.ts';
import { memberOf } from '../../../src/traffic/accepted.ts';
import { fetched, mintedUrls } from '../../../src/traffic/deliveries.ts';
import type { Tampered } from '../../../src/traffic/tampering/parts.ts';

/** Where the prose promises it, and in which words. */
export const overview = ['P: Overview'];
export const signed =
  'Signed URLs provide secure, time-limited access to file storage without exposing credentials';

/** The URL that an answer hands out. */
export const urlOf = (answer: Answered): string => textOf(objectIn(answer.response)?.['url']);

/** Holds when the end of a retrieval is a refusal. */
export const turnedDown: Judgement = (exchange) => {
  if (isClientError(exchange)) return undefined;
  const { status, size } = exchange.response;
  const type = header(exchange.response.headers, 'Content-Type') ?? 'no type';
  return { received: `${status} with ${size} octets (${type})`, expected: '4xx: the URL was changed' };
};

/**
 * URLs of the known file that still deliver, one for each action; each with another URL for the same file. The second has the longest
 * lifetime, which may be signed in another way.
 */
export async function sound(session: Session): Promise<{ answer: Answered; url: string; sibling: string }[]> {
  const minted = await mintedUrls(session);
  const [, ...withAction] = minted;
  const longest = memberOf(session.request, 'expiresInMinutes').schema['maximum'];
  const asked = (answer: Answered | undefined): JsonObject => (answer && sentObject(answer)) ?? {};
  const second =
    minted.find(
      (one) =>
        asked(one)['expiresInMinutes'] === longest && asked(one)['action'] === asked(withAction[1])['action'],
    ) ?? withAction[1];
  const chosen = withAction.length >= 2 ? [withAction[0], second] : minted.slice(0, 1);
  // The same request in the same second may be answered with the same URL, which tells nothing.
  const siblingOf = (answer: Answered): Answered =>
    minted.findLast((other) => urlOf(other) !== urlOf(answer)) ?? answer;
  const checked = await Promise.all(
    chosen
      .flatMap((answer) => (answer === undefined ? [] : [answer]))
      .map(async (minted) => {
        const { answer, retrieval } = await fetched(session, minted);
        const alive = deliveryIn(retrieval.last) !== undefined;
        return alive ? [{ answer, url: urlOf(answer), sibling: urlOf(siblingOf(answer)) }] : [];
      }),
  );
  const usable = checked.flat();
  return usable.length > 0 ? usable : session.giveUp('no returned URL delivers the file (the control)');
}

/** Fetches changed URLs of an answer; none may deliver, or tell anything of the file. */
export async function judgeTampered(
  session: Session,
  judge: Judge,
  answer: Answered,
  list: readonly Tampered[],
  judgement: Judgement,
): Promise<void> {
  const silent = tellsNothingOf(deliveryIn((await session.retrieve(answer)).last));
  await Promise.all(
    list.map(async ({ url, note }) => {
      const { last } = await session.storage.get(url);
      judge.together([answer, last], ([, got]) => got && (judgement(got) ?? silent(got)), note);
    }),
  );
}
