import type { JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { headerSpellings, mediaTypeSpellings } from './header-spellings.ts';
import { numberSpellings, textSpellings } from './spellings.ts';
import { extraMembers } from './unknown-members.ts';
import type { Vector } from './vector.ts';

/** What a request is said with that a server has to read like the plain one; a requirement of acceptance each. */
export type Manner = 'text' | 'number' | 'media type' | 'fields' | 'members';

/** Says a request in another manner; undefined when that one cannot be said like this. `because` names the manner alone. */
export type Say = (body: JsonObject) => Vector | undefined;

/** A way to say the same. */
export interface Saying {
  readonly manner: Manner;
  readonly say: Say;
}

/** Every way to say a valid request, the most telling of each manner first, the manners in turn. */
export function sayings(session: Session): Saying[] {
  const byManner: [Manner, readonly Say[]][] = [
    ['text', textSpellings],
    ['number', numberSpellings],
    ['media type', mediaTypeSpellings(session)],
    ['fields', headerSpellings(session)],
    ['members', extraMembers],
  ];
  const most = Math.max(...byManner.map(([, list]) => list.length));
  return Array.from({ length: most }, (_, rank) =>
    byManner.flatMap(([manner, list]) => list.slice(rank, rank + 1).map((say) => ({ manner, say }))),
  ).flat();
}
