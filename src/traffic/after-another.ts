import type { JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { enumOf, memberOf } from './accepted.ts';
import type { Vector } from './vector.ts';

/**
 * A request with the file alone, which passed before, right after one with every member far from its default: what a server keeps of
 * the one before shows in it.
 */
export async function afterAnother(session: Session): Promise<Vector> {
  const { fileId } = await session.host();
  const action = memberOf(session.request, 'action');
  const { maximum } = memberOf(session.request, 'expiresInMinutes').schema;
  const other = enumOf(action).find((value) => value !== action.schema['default']);
  const before: JsonObject = {
    fileId,
    ...(other !== undefined && { action: other }),
    ...(maximum !== undefined && { expiresInMinutes: maximum }),
  };
  await session.ask([{ body: before, deviation: { occasion: 'before one without' }, because: 'before' }]);
  const deviation = { occasion: 'after one with other values' };
  return { body: { fileId }, deviation, because: `fileId alone, right after ${JSON.stringify(before)}` };
}
