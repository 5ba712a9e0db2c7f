import type { Sent, Session } from '../session.ts';
import { keylessVectors } from './credentials.ts';

/** Sends requests without a valid key, then one with it: what a server keeps of wrong keys shows in that. */
export async function sendWrongKeys(session: Session): Promise<Sent[]> {
  const { body } = await session.host();
  const sent = await session.send(keylessVectors(session, body).slice(0, session.plan.keyless));
  const because = 'the right key after wrong ones';
  await session.send([{ body, deviation: { occasion: because }, because }]);
  return sent;
}
