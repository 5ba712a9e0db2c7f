import type { Credentials } from '../client/api.ts';
import { isAnswered } from '../client/exchange.ts';
import { isSuccess } from '../judgement/status.ts';
import type { Host, Session } from '../session.ts';
import { anyFile } from './known-file.ts';

/** A host of the second organisation. */
interface OtherHost extends Host {
  readonly as: Credentials;
}

/**
 * The request of the second organisation for its file alone, to put a mutation into; undefined without a second organisation, where
 * the plan has no room for it, and when that request does not pass. A replay takes its word for it.
 */
export async function otherHost(session: Session): Promise<OtherHost | undefined> {
  const { alt } = session.target;
  if (alt === undefined || session.plan.foreignFiles < 2) return undefined;
  const fileId = await anyFile(session, alt);
  if (fileId === undefined) return undefined;
  const host = { as: alt, body: { fileId }, fileId };
  if (session.replays) return host;
  const [control] = await session.ask([{ body: host.body, deviation: { as: alt }, because: 'the control' }]);
  return control && isAnswered(control.exchange) && isSuccess(control.exchange) ? host : undefined;
}
