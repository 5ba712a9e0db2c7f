import type { JsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import { headerSpellings, mediaTypeSpellings } from './header-spellings.ts';
import { numberSpellings, textSpellings } from './spellings.ts';
import { extraMembers } from './unknown-members.ts';
import type { Vector } from './vector.ts';

/** What a request is said with that a server has to read like the plain one; a requirement of acceptance each. */
export type Manner = 'text' | 'number' | 'media type' | 'fields' | 'parts' | 'members';

/** Says a request in another manner; undefined when that one cannot be said like this. `because` names the manner alone. */
export type Say = (body: JsonObject) => Vector | undefined;

/** How a request is said. */
export interface Said {
  readonly manner: Manner;
  /** The request in this manner alone; `because` names the manner alone. */
  readonly vector: Vector;
}

/** A way to say the same. */
interface Saying {
  readonly manner: Manner;
  readonly say: Say;
}

/** Ways to say a request that are still to be used, the most telling first; one of the header section goes with one of the body. */
export interface Sayings {
  readonly headers: Saying[];
  readonly bodies: Saying[];
}

/** Every way to say a valid request with the members that are declared. */
export function sayings(session: Session): Sayings {
  return {
    headers: inTurn({
      ...{ parts: [saidInTwoParts], 'media type': mediaTypeSpellings(session) },
      fields: headerSpellings(session),
    }),
    bodies: inTurn({ text: textSpellings, number: numberSpellings }),
  };
}

const saidInTwoParts: Say = (body) => ({
  ...{ body, deviation: { inTwoParts: true } },
  because: 'the body in two parts, one after the other',
});

/** Every way to say a valid request, members that are not declared among them: all of them soon, each by itself at the end. */
export function sayingsWithMembers(session: Session): Sayings {
  const { headers, bodies } = sayings(session);
  const [first, ...others] = extraMembers.map((say): Saying => ({ manner: 'members', say }));
  return {
    headers,
    bodies: [...bodies.slice(0, 2), ...(first ? [first] : []), ...bodies.slice(2), ...others],
  };
}

/** Takes a way of each list, as far as the request can be said so. */
export function takeWays({ headers, bodies }: Sayings, body: JsonObject): Said[] {
  return [headers, bodies].flatMap((left): Said[] => {
    const at = left.findIndex(({ say }) => say(body) !== undefined);
    const [saying] = at < 0 ? [] : left.splice(at, 1);
    const vector = saying?.say(body);
    return saying && vector ? [{ manner: saying.manner, vector }] : [];
  });
}

/** The request said in these ways at once, of which one changes header fields and one the body at most. */
export function inWays(plain: Vector, said: readonly Said[]): Vector {
  if (said.length === 0) return plain;
  const notes = said.map(({ vector }) => vector.because).join('; ');
  return Object.assign({}, plain, ...said.map(({ vector }) => vector), {
    because: `${notes} (${plain.because})`,
  }) as Vector;
}

function inTurn(lists: Partial<Record<Manner, readonly Say[]>>): Saying[] {
  const most = Math.max(...Object.values(lists).map((list) => list.length));
  return Array.from({ length: most }, (_, rank) =>
    Object.entries(lists).flatMap(([manner, list]) =>
      list.slice(rank, rank + 1).map((say) => ({ manner: manner as Manner, say })),
    ),
  ).flat();
}
