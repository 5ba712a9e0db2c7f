import type { Answered } from '../../../src/client/exchange.ts';
import { isAnswered } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import type { Complaint } from '../../../src/judge.ts';
import { isActive } from '../../../src/judgement/media-type.ts';
import { accepted, isClientError, isSuccess } from '../../../src/judgement/status.ts';
import { errorAnswer } from '../../../src/reference/defects/answers.ts';
import { apiFault } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import type { Session } from '../../../src/session.ts';
import { askedAtOnce } from '../../../src/traffic/upload/at-once.ts';
import { roundTrips } from '../../../src/traffic/upload/cargo.ts';
import { labelledTrips } from '../../../src/traffic/upload/labelled.ts';
import type { Cargo } from '../../../src/traffic/upload/round-trip.ts';

const anyType = requirement({
  id: 'UPL-26',
  level: 'SHOULD',
  clause: ['P: Request Fields', 'RFC 9110 §8.3.1'],
  quote: 'contentType: MIME type of file',
  effect: 'writes',
  profile: 'upload',
  defects: [
    apiFault('refuses types with parameters', (call, next) =>
      String(call.asked['contentType']).includes(';')
        ? Promise.resolve(errorAnswer(422, 'INVALID_REQUEST'))
        : next(),
    ),
    apiFault('refuses pictures', (call, next) =>
      String(call.asked['contentType']).startsWith('image/')
        ? Promise.resolve(errorAnswer(415, 'INVALID_REQUEST'))
        : next(),
    ),
    apiFault('refuses Office documents', (call, next) =>
      String(call.asked['contentType']).includes('officedocument')
        ? Promise.resolve(errorAnswer(415, 'INVALID_REQUEST'))
        : next(),
    ),
    apiFault('refuses types in upper case', (call, next) =>
      /[A-Z]/.test(String(call.asked['contentType']))
        ? Promise.resolve(errorAnswer(415, 'INVALID_REQUEST'))
        : next(),
    ),
  ],
});

test(
  'SHOULD take a file of any media type that no browser would run',
  anyType,
  async ({ session, judge }) => {
    await session.control();
    const plain = (await roundTrips(session)).map((trip) => trip.refused ?? trip);
    for (const { asked, cargo } of [...(await labelledTrips(session)).typed, ...plain])
      judge.each(
        asked,
        isActive(cargo.contentType) ? acceptedOrRefused : accepted,
        `a file of type ${cargo.contentType}`,
      );
    for (const { asked, cargo } of await pictures(session))
      judge.each(asked, accepted, `a file of type ${cargo.contentType}`);
  },
);

/**
 * Pictures among what is uploaded at once. None where one of them is taken, or where nothing else is that has a name without an
 * extension, as they have: a target may refuse a name.
 */
async function pictures(session: Session): Promise<Awaited<ReturnType<typeof askedAtOnce>>> {
  const all = await askedAtOnce(session);
  const taken = all.filter(
    ({ asked, cargo }) => isAnswered(asked) && isSuccess(asked) && !cargo.fileName.includes('.'),
  );
  const isPicture = ({ cargo }: { cargo: Cargo }): boolean => cargo.contentType.startsWith('image/');
  return taken.length === 0 || taken.some(isPicture) ? [] : all.filter(isPicture);
}

/** A file that a browser would run may be refused instead of being defused (UPL-29). */
function acceptedOrRefused(exchange: Answered): Complaint | undefined {
  return isClientError(exchange) ? undefined : accepted(exchange);
}
