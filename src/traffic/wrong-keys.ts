import type { Sent, Session } from '../session.ts';
import { takesPages } from './browser.ts';
import { credentialVectors, keylessVectors, trustedClient } from './credentials.ts';
import type { Vector } from './vector.ts';

/** Sends requests without a key, one of them as a proxy forwards it and one from a browser, then one with the key. */
export async function sendAnonymously(session: Session): Promise<Sent[]> {
  const special = [
    { headers: {}, note: '' },
    { headers: trustedClient, note: ', and the word of a proxy for the client' },
    { headers: takesPages, note: ', from a client that takes pages' },
  ];
  const vectors = session.take(await session.hosts(), 'anonymous').map(({ body }, index): Vector => {
    const { headers = {}, note = '' } = special[index % special.length] ?? {};
    const because = `no Authorization, ${JSON.stringify(Object.keys(body))}${note}`;
    return { body, deviation: { headers: { Authorization: null, ...headers } }, because };
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
