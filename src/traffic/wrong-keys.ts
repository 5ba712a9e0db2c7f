import type { Sent, Session } from '../session.ts';
import { takesPages } from './browser.ts';
import { credentialVectors, keylessVectors, trustedClient } from './credentials.ts';
import type { Vector } from './vector.ts';

/** No key, from a client that takes pages and that a proxy vouches for. */
export const anonymous = { headers: { Authorization: null, ...trustedClient, ...takesPages } } as const;

/** Sends requests without a key, the first from a client that may be trusted for other reasons, then one with the key. */
export async function sendAnonymously(session: Session): Promise<Sent[]> {
  const hosts = (await session.hosts()).reverse();
  const vectors = session.take(hosts, 'anonymous').map(({ body }, index): Vector => {
    const members = `no Authorization, ${JSON.stringify(Object.keys(body))}`;
    return index === 0
      ? { body, deviation: anonymous, because: `${members}, takes pages, vouched for by a proxy` }
      : { body, deviation: { headers: { Authorization: null } }, because: members };
  });
  return sendThenRight(session, vectors, 'a key after requests without one');
}

/** Sends requests with unknown keys, then one with the right key. */
export async function sendUnknownKeys(session: Session): Promise<Sent[]> {
  const hosts = await session.hosts();
  const vectors = hosts.flatMap(({ body }) => credentialVectors(session, body).slice(1));
  return sendThenRight(session, session.take(vectors, 'unknownKeys'), 'the right key after unknown ones');
}

/** Sends requests without a valid key under any scheme, then one with the right key. */
export async function sendWrongKeys(session: Session): Promise<Sent[]> {
  const { body } = await session.host();
  const vectors = keylessVectors(session, body).slice(0, session.plan.keyless);
  return sendThenRight(session, vectors, 'the right key after wrong ones');
}

/** Three in a row or more: what a server keeps of refused keys shows in the right one behind them (SCH-01). */
async function sendThenRight(session: Session, vectors: Vector[], because: string): Promise<Sent[]> {
  const { body } = await session.host();
  const sent = await session.send(vectors);
  if (sent.length >= 3) await session.send([{ body, deviation: { occasion: because }, because }]);
  return sent;
}
