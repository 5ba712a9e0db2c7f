import { isJsonObject } from '../contract/json.ts';
import type { Answered } from '../client/exchange.ts';
import { objectIn } from '../judgement/body.ts';
import type { Session } from '../session.ts';

/** Minutes that nothing else is asked for: URLs of one second and one lifetime may have one signature, which tells nothing. */
const lifetime = 20;

/** A success about another file than the known one: of the same tenant if it lists one, else of the second organisation. */
export async function otherFile(session: Session): Promise<Answered | undefined> {
  const { fileId } = await session.control();
  const list = await session.api.get('/v1/files?limit=50');
  const files = objectIn(list.response)?.['files'];
  const ids = (Array.isArray(files) ? files : []).flatMap((file) =>
    isJsonObject(file) ? [file['fileId']] : [],
  );
  const listed = ids.find((id): id is string => typeof id === 'string' && id !== fileId);
  if (listed !== undefined) {
    const exchange = await session.api.ask({ fileId: listed, expiresInMinutes: lifetime });
    if (exchange.response?.status === 200) return exchange as Answered;
  }
  const { alt } = session.target;
  if (alt === undefined) return undefined;
  const control = await session.control(alt);
  const exchange = await session.api.ask({ fileId: control.fileId, expiresInMinutes: lifetime }, { as: alt });
  return exchange.response?.status === 200 ? (exchange as Answered) : control.exchange;
}
