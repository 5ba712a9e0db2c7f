import type { Sent, Session } from '../session.ts';
import { takesPages } from './browser.ts';
import { credentialVectors, keylessVectors, loggedIn, ownMachine } from './credentials.ts';
import { brokenBodies } from './malformed.ts';
import type { Vector } from './vector.ts';

/** No key, from a client that takes pages, on the machine of the server as it says. */
export const anonymous = { headers: { Authorization: null, ...takesPages, ...ownMachine } } as const;

/** A request without a key, and the statuses with which it may be refused. */
type Anonymous = Vector & { readonly statuses: readonly number[] };

/**
 * Sends requests without a key right after one with the key that was refused, some from clients that may be trusted for other reasons,
 * then one with the key.
 */
export async function sendAnonymously(session: Session): Promise<Sent<Anonymous>[]> {
  const special = [
    { deviation: anonymous, note: ', from a browser on its own machine', statuses: [401] },
    {
      ...{ deviation: { headers: { Authorization: null, ...loggedIn } }, statuses: [401, 400, 403] },
      note: ', for a user that a proxy has logged in',
    },
  ];
  const plain = { deviation: { headers: { Authorization: null } }, note: '', statuses: [401] };
  const hosts = (await session.hosts()).reverse();
  const vectors = session.take(hosts, 'anonymous').map(({ body }, index): Anonymous => {
    const { note, ...how } = special[index] ?? plain;
    return { body, because: `no Authorization, ${JSON.stringify(Object.keys(body))}${note}`, ...how };
  });
  await session.ask((await brokenBodies(session)).slice(0, 1));
  return sendThenRight(session, vectors, 'a key after requests without one');
}

/** Sends requests with unknown keys, the first few for every action, then one with the right key. */
export async function sendUnknownKeys(session: Session): Promise<Sent[]> {
  const hosts = await session.hosts();
  const vectors = hosts.flatMap((_, round) =>
    credentialVectors(session, {})
      .slice(1)
      .map((vector, index) => ({ ...vector, body: hosts[(index + round) % hosts.length]?.body ?? {} })),
  );
  return sendThenRight(session, session.take(vectors, 'unknownKeys'), 'the right key after unknown ones');
}

/** Sends requests without a valid key under any scheme, then one with the right key. */
export async function sendWrongKeys(session: Session): Promise<Sent[]> {
  const { body } = await session.host();
  const vectors = keylessVectors(session, body).slice(0, session.plan.keyless);
  return sendThenRight(session, vectors, 'the right key after wrong ones');
}

/** Three in a row or more: what a server keeps of refused keys shows in the right one behind them (SCH-01). */
async function sendThenRight<V extends Vector>(
  session: Session,
  vectors: V[],
  because: string,
): Promise<Sent<V>[]> {
  const { body } = await session.host();
  const sent = await session.send(vectors);
  if (sent.length >= 3) await session.send([{ body, deviation: { occasion: because }, because }]);
  return sent;
}
