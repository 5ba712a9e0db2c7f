import { stored } from '../../../src/judgement/status.ts';
import type { Exchange } from '../../../src/client/exchange.ts';
import type { Judge } from '../../../src/judge.ts';
import type { Session } from '../../../src/session.ts';
import { plainCargo } from '../../../src/traffic/upload/cargo.ts';
import { isStored, send } from '../../../src/traffic/upload/round-trip.ts';

/** Blames a PUT that is refused after something else came to its URL; gives up when a PUT to a fresh URL is not taken either. */
export async function judgeLate(
  session: Session,
  judge: Judge,
  refusedPut: Exchange,
  because: string,
): Promise<void> {
  const control = await send(session, plainCargo('control'), { occasion: 'control of a PUT' });
  if (!isStored(control.put)) session.giveUp('the PUT is refused (UPL-04)');
  judge.each(refusedPut, stored, because);
}
