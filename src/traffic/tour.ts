import type { Evidence } from '../client/evidence.ts';
import type { Answered } from '../client/exchange.ts';
import type { Session } from '../session.ts';
import { lifetimes } from './lifetimes.ts';
import { brokenBodies } from './malformed.ts';
import { unknownFiles } from './unknown-files.ts';
import { places } from './places.ts';
import { rejected } from './rejected.ts';
import { answersSoFar, isPlain } from './select.ts';
import { sentObject } from '../judgement/body.ts';
import { missingTenantVectors, wrongTenantVectors } from './tenants.ts';
import { asksForUpload } from './upload/ask.ts';
import { sendAnonymously, sendUnknownKeys } from './wrong-keys.ts';

const toured = new WeakSet<Evidence>();

/**
 * Requests of every kind, so that a passive check has something to judge when it runs alone; in a whole run all of them were
 * sent before.
 */
async function tour(session: Session): Promise<void> {
  if (!session.selected || session.replays || toured.has(session.evidence)) return;
  const { body } = await session.control();
  const kinds = await Promise.all([
    ...Object.values(places).map((place) => rejected(session, place).then((vectors) => vectors.slice(0, 6))),
    unknownFiles(session).then((vectors) => vectors.slice(0, 2)),
  ]);
  await sendAnonymously(session);
  await sendUnknownKeys(session);
  await session.ask([
    ...(await lifetimes(session)),
    ...kinds.flat(),
    ...(await brokenBodies(session)).slice(0, 2),
    ...(await missingTenantVectors(session)).slice(0, 1),
    ...session.take(wrongTenantVectors(session, body), 'wrongTenants').slice(0, 2),
  ]);
  toured.add(session.evidence);
}

/** Every answer of the run to a request for a URL, whichever check sent it. */
export async function everyAnswer(session: Session): Promise<Answered[]> {
  await tour(session);
  return answersSoFar(session);
}

/** Every 200 answer of the run that hands out a URL, of an existing file or for an upload. */
export async function everyHandout(session: Session): Promise<Answered[]> {
  return (await everyAnswer(session)).filter(({ response }) => response.status === 200);
}

/** Every 200 answer of the run about an existing file. */
export async function everySuccess(session: Session): Promise<Answered[]> {
  return (await everyHandout(session)).filter((answer) => !asksForUpload(answer));
}

/** Every answer of the run to a request for an upload URL. */
export async function everyUpload(session: Session): Promise<Answered[]> {
  return (await everyAnswer(session)).filter(asksForUpload);
}

/** Every success of the run about the known file, asked for by the first organisation with a body that says so plainly. */
export async function knownFileSuccesses(session: Session): Promise<Answered[]> {
  const fileId = await session.knownFile();
  return (await everySuccess(session)).filter(
    (answer) => isPlain(session, answer) && sentObject(answer)?.['fileId'] === fileId,
  );
}
