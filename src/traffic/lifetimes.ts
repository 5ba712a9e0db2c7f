import type { Deviation } from '../client/api.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { pointerOf } from '../contract/pointer.ts';
import type { Session } from '../session.ts';
import { enumOf, memberOf, numbersOf } from './accepted.ts';
import type { Said } from './manners.ts';
import { inWays, sayingsWithMembers, takeWays } from './manners.ts';
import type { Vector } from './vector.ts';

/** Minutes that clients ask for (P: URL Expiration, "typically 15-60 minutes"). */
const usual = [15, 30, 45];

/** A valid request, said plainly or in other manners. */
export interface ValidRequest extends Vector {
  /** What it asks for. */
  readonly asked: JsonObject;
  /** The manners, at most one of the header section and one of the body; none where it is said plainly. */
  readonly said: readonly Said[];
  /** The same request said plainly. */
  readonly plain: Vector;
}

/**
 * Valid requests over the whole range of lifetimes: without one, at the edges of the schema, and one from each part of the range.
 * The actions take turns from value to value, so that each of them meets every region; so do the manners of saying it.
 */
export async function lifetimes(session: Session): Promise<ValidRequest[]> {
  const { fileId } = await session.host();
  const actions: (Json | undefined)[] = [undefined, ...enumOf(memberOf(session.request, 'action'))];
  const { marks, others } = minutesAsked(session);
  // Most clients ask for JSON or say nothing.
  const fields: readonly (Deviation | undefined)[] = [
    undefined,
    { headers: { Accept: null } },
    undefined,
    { headers: { Accept: session.operation.requestType } },
  ];
  const asked = [
    ...marks.flatMap((value) => actions.map((action) => ({ action, value, deviation: undefined }))),
    ...others
      .sort((a, b) => a - b)
      .map((value, rank) => ({
        ...{ action: actions[(rank + 1) % actions.length], value, deviation: fields[rank % fields.length] },
      })),
  ];
  const bare = session.validBodies(fileId).map((body): Vector => ({ body, because: described(body) }));
  const ways = sayingsWithMembers(session);
  return [
    ...bare.map((plain) => validRequest(session, plain, [])),
    ...asked.map(({ action, value, deviation }, index) => {
      const body = { fileId, ...(action !== undefined && { action }), expiresInMinutes: value };
      const plain = { body, ...(deviation && { deviation }), because: described(body) };
      // The first ones are shared with the checks that see them expire.
      const isShared = index < asked.length - others.length;
      return validRequest(session, plain, isShared ? [] : takeWays(ways, body));
    }),
  ];
}

/** Minutes that are asked for: marks with every action, others with one. */
export function minutesAsked({ request, contract, seed, plan }: Session): {
  marks: number[];
  others: number[];
} {
  const { lifetimeEdges: edges, lifetimeParts: parts, edgesWithEveryAction } = plan;
  const member = memberOf(request, 'expiresInMinutes');
  const values = numbersOf(member, contract.document, { edges, parts, seed, usual });
  return { marks: values.slice(0, edgesWithEveryAction), others: values.slice(edgesWithEveryAction) };
}

function validRequest(session: Session, plain: Vector, said: readonly Said[]): ValidRequest {
  const asked = plain.body as JsonObject;
  return { ...inWays(plain, said), keywords: keywordsOf(asked, session), asked, said, plain };
}

/** The keywords whose valid side a request shows. */
function keywordsOf(body: JsonObject, { operation, request }: Session): string[] {
  const members = [memberOf(request, 'action'), memberOf(request, 'expiresInMinutes')];
  const own = members.flatMap(({ name, schema }) => {
    const value = body[name];
    const shows = (keyword: string): boolean =>
      value === undefined
        ? keyword === 'default'
        : schema[keyword] === value ||
          keyword === 'type' ||
          (keyword === 'enum' && isIn(schema[keyword], value));
    return Object.keys(schema)
      .filter(shows)
      .map((keyword) => pointerOf('properties', name, keyword));
  });
  return own.map((pointer) => operation.request.pointer + pointer);
}

function isIn(list: Json | undefined, value: Json): boolean {
  return Array.isArray(list) && list.includes(value);
}

/** The action and the lifetime of a request, in words. */
export function described({ action, expiresInMinutes }: JsonObject): string {
  const parts = [
    action === undefined ? 'no action' : `action ${JSON.stringify(action)}`,
    expiresInMinutes === undefined
      ? 'no expiresInMinutes'
      : `expiresInMinutes ${JSON.stringify(expiresInMinutes)}`,
  ];
  return parts.join(', ');
}
