import type { JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { enumOf, memberOf } from './accepted.ts';
import { unknownIds } from './identifiers.ts';
import type { Vector } from './vector.ts';

/**
 * A request with the file alone, which passed before, right after others: one with every member far from its default, the same for a
 * file that is not there, and one that is no JSON. What a server keeps of them shows in it. Where the plan asks for it.
 */
export async function afterAnother(session: Session): Promise<Vector[]> {
  if (!session.plan.asksAgain) return [];
  const { fileId } = await session.host();
  const action = memberOf(session.request, 'action');
  const { maximum } = memberOf(session.request, 'expiresInMinutes').schema;
  const other = enumOf(action).find((value) => value !== action.schema['default']);
  const [stranger] = unknownIds(fileId, 1, session.seed);
  const before: JsonObject = {
    fileId,
    ...(other !== undefined && { action: other }),
    ...(maximum !== undefined && { expiresInMinutes: maximum }),
  };
  const all: Vector[] = [
    { body: before, because: JSON.stringify(before) },
    { body: { ...before, fileId: stranger?.value ?? '' }, because: 'the same for an unknown file' },
    { body: Buffer.from('{'), because: 'a body that is no JSON' },
  ];
  const sent = session.take(all, 'emptyBodies');
  for (const one of sent) await session.ask([{ ...one, deviation: { occasion: 'before one without' } }]);
  const deviation = { occasion: 'after one with other values' };
  const because = `fileId alone, right after ${sent.map((one) => one.because).join(', ')}`;
  return [{ body: { fileId }, deviation, because }];
}
