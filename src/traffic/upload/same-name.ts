import type { Exchange } from '../../client/exchange.ts';
import type { Session } from '../../session.ts';
import { enumOf, memberOf } from '../accepted.ts';
import { plainCargo } from './cargo.ts';
import type { Sending } from './round-trip.ts';
import { fetchBack, isStored, send } from './round-trip.ts';

/**
 * Two files of one name, the first there before the second is asked for. They hold the same octets and are alike but in their middle:
 * a server that tells contents apart by less than all of them takes them for one.
 */
export async function sendNamesakes(session: Session): Promise<Sending[]> {
  const alike = Buffer.alloc(4096, 'x');
  const sendings: Sending[] = [];
  for (const middle of ['12', '21']) {
    const cargo = plainCargo('same name', 'same-name.pdf');
    const bytes = Buffer.concat([cargo.bytes, alike, Buffer.from(middle), alike]);
    const occasion = `same name ${sendings.length + 1}`;
    sendings.push(await send(session, { ...cargo, bytes, note: `${middle} in its middle` }, { occasion }));
  }
  return sendings;
}

/** Reads the first of two namesakes with each action, then deletes it; undefined when it cannot be read. */
export async function deleteFirst(
  session: Session,
  [first]: readonly Sending[],
): Promise<{ readonly fileId: string; readonly gone: Exchange } | undefined> {
  if (first?.ticket === undefined || !isStored(first.put)) return undefined;
  const { fileId } = first.ticket;
  const actions = enumOf(memberOf(session.request, 'action')).map(String);
  const backs = await Promise.all(actions.map((action) => fetchBack(session, fileId, { action })));
  if (backs.every(({ members }) => members === undefined)) return undefined;
  return { fileId, gone: await session.api.remove(fileId) };
}
