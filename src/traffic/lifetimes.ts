import type { Json, JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { enumOf, memberOf, numbersOf } from './accepted.ts';
import type { Vector } from './vector.ts';

/** Edge values, and parts of the range, that lifetimes are drawn from. */
const plan = { edges: 40, parts: 28 };
/** Of the edges so many, the bounds and the default, are asked for with every action. */
const withEveryAction = 3;

/**
 * Valid requests over the whole range of lifetimes: without one, at the edges of the schema, and one from each part of the range.
 * The actions take turns from value to value, so that each of them meets every region.
 */
export async function lifetimes(session: Session): Promise<Vector[]> {
  const fileId = await session.knownFile();
  const minutes = memberOf(session.request, 'expiresInMinutes');
  const actions: (Json | undefined)[] = [undefined, ...enumOf(memberOf(session.request, 'action'))];
  const values = numbersOf(minutes, session.contract.document, { ...plan, seed: session.seed });
  const [marks, others] = [values.slice(0, withEveryAction), values.slice(withEveryAction)];
  const asked = [
    ...marks.flatMap((value) => actions.map((action) => ({ action, value }))),
    ...others.sort((a, b) => a - b).map((value, rank) => ({ action: actions[rank % actions.length], value })),
  ];
  const bodies = asked.map(({ action, value }): JsonObject => ({
    ...{ fileId, ...(action !== undefined && { action }), expiresInMinutes: value },
  }));
  return [...session.validBodies(fileId), ...bodies].map((body) => ({ body, because: described(body) }));
}

function described({ action, expiresInMinutes }: JsonObject): string {
  const parts = [
    action === undefined ? 'no action' : `action ${JSON.stringify(action)}`,
    expiresInMinutes === undefined
      ? 'no expiresInMinutes'
      : `expiresInMinutes ${JSON.stringify(expiresInMinutes)}`,
  ];
  return parts.join(', ');
}
