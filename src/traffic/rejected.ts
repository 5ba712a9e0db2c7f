import fc from 'fast-check';
import { cut } from '../client/cut.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { invalid } from '../arbitraries/invalid.ts';
import { violations } from '../arbitraries/violations.ts';
import type { Violation } from '../arbitraries/violations.ts';
import { compile } from '../validators/json-schema.ts';
import { takesPages } from './browser.ts';
import { asRecord } from './malformed.ts';
import type { Session } from '../session.ts';
import type { Place } from './places.ts';
import { fullWidth } from './near-miss.ts';
import { otherHost } from './second-organisation.ts';
import { reversed } from './spellings.ts';
import type { Vector } from './vector.ts';
import { spread } from './vector.ts';

/**
 * Requests that passed with exactly one mutation, each breaking a keyword at a place, as ajv confirms. The nearest miss
 * goes into the file alone and into a request with every member; for the others these two take turns, and now and then
 * one with another action. Every second has its members in reverse order, because a server may look at one only where it
 * stands in front of another. Near misses first, as many as the plan has, or a few telling ones; what several servers would
 * take at once in front of them.
 */
export async function rejected(session: Session, place: Place): Promise<Vector[]> {
  const { pointer, keyword } = place;
  const [plain, ...fuller] = await session.hosts();
  const hosts = plain === undefined ? [] : [plain, ...fuller.reverse()];
  const found = hosts.map(({ body }) =>
    violationsOf(session, body).filter(
      (violation) => violation.pointer === pointer && violation.keyword === keyword,
    ),
  );
  const [host] = hosts;
  const several = host === undefined ? [] : displaced(session, host.body, place);
  const share = session.plan.violations;
  const chosen = share === 0 ? telling(found, place, several.length) : shareOut(inTurns(found), place, share);
  const vectors = chosen.map(({ value, note, schemaPointer }, index) => {
    const turned = index % 2 === 1 && isJsonObject(value) && Object.keys(value).length > 1;
    const order = turned ? ', members in reverse order' : '';
    return {
      body: turned ? reversed(value) : value,
      because: `\`${keyword}\` at ${pointer || 'the root'} broken: ${note} (${shown(value, pointer)})${order}`,
      keywords: [schemaPointer],
    };
  });
  if (host === undefined) return vectors;
  if (share === 0) return [...several, ...vectors, ...infinite(host.body, place)];
  const few = [...several, ...(await fromBoth(session, vectors, place)), ...infinite(host.body, place)];
  return [...few, ...inherited(host.body, place), ...again(vectors, place), ...synonyms(host.body, place)];
}

/** For what is asked of a file: the third one from the second organisation, for whom a server may keep rules of its own. */
async function fromBoth(
  session: Session,
  vectors: readonly Vector[],
  { pointer }: Place,
): Promise<readonly Vector[]> {
  const { body, because } = vectors[2] ?? {};
  if (['', '/fileId'].includes(pointer) || !isJsonObject(body)) return vectors;
  const other = await otherHost(session);
  if (other === undefined) return vectors;
  const third = {
    body: { ...body, fileId: other.fileId },
    deviation: { as: other.as },
    because: `${because}, from the second organisation`,
  };
  return vectors.with(2, { ...vectors[2], ...third });
}

/** For required members: none of them in its place, but all of them wherever else a server may look. */
function displaced({ request, operation }: Session, host: JsonObject, { pointer, keyword }: Place): Vector[] {
  const required = request['required'];
  if (keyword !== 'required' || pointer !== '' || !Array.isArray(required)) return [];
  const members = Object.entries(host);
  const kept = Object.fromEntries(members.filter(([name]) => !required.includes(name)));
  const moved = Object.fromEntries(members.filter(([name]) => required.includes(name)));
  const [value = ''] = Object.values(moved);
  const query = new URLSearchParams(asRecord(moved)).toString();
  return [
    {
      body: { ...kept, data: moved, id: value, file: value, file_id: value, fileID: value, ids: [value] },
      deviation: { path: `${operation.path}?${query}` },
      because: `\`required\` broken: ${Object.keys(moved).join(', ')} in the query, in a member data and under other names`,
    },
  ];
}

/** For required members: all of them where a merge into an object of the language makes them inherited ones. */
function inherited(host: JsonObject, { pointer, keyword }: Place): Vector[] {
  if (keyword !== 'required' || pointer !== '') return [];
  const text = JSON.stringify({ proto: host, constructor: { prototype: host } });
  return [
    {
      body: Buffer.from(text.replace('"proto":', '"__proto__":')),
      because: `\`required\` broken: every member in __proto__ and in constructor.prototype`,
    },
  ];
}

/** For a place with a maximum: the nearest miss once more, because a server may remember what it rejected, and take it. */
function again([nearest]: readonly Vector[], { keyword }: Place): Vector[] {
  if (nearest === undefined || keyword !== 'maximum') return [];
  return [{ ...nearest, deviation: { occasion: 'again' }, because: `${nearest.because}, asked for again` }];
}

/** For a place with a maximum: a number that JSON can write and no double can hold, so that readers take it for infinity. */
function infinite(host: JsonObject, { pointer, keyword }: Place): Vector[] {
  const member = pointer.slice(1);
  if (keyword !== 'maximum' || member === '') return [];
  const marked = JSON.stringify({ ...host, [member]: '\u0000' });
  return [
    {
      body: Buffer.from(marked.replace('"\\u0000"', '1e400')),
      because: `\`${keyword}\` at ${pointer} broken: 1e400, more than a double can hold`,
    },
  ];
}

/**
 * For the action: other words for what it does, that of a Content-Disposition among them (RFC 6266 §4.2), a list, what normalises
 * to it, and a pattern that is none. One of them is from a browser, which a careless server answers errors with a page.
 */
function synonyms(host: JsonObject, { pointer, keyword }: Place): Vector[] {
  if (keyword !== 'enum' || pointer !== '/action') return [];
  const words: readonly (readonly [action: string, note: string, deviation?: Vector['deviation']])[] = [
    ['inline', 'another word for it'],
    ['read', 'another word for it, from a client that takes pages', { headers: takesPages }],
    ['view,download', 'a list'],
    [fullWidth('view'), 'first character full-width'],
    ['.*(', 'a pattern that is none'],
  ];
  return words.map(([action, note, deviation]) => ({
    body: { ...host, action },
    ...(deviation && { deviation }),
    because: `\`enum\` at ${pointer} broken: ${note} ("${action}")`,
  }));
}

/** Which host a kind of violation goes into: the file alone, a request with every member, and less often one with another action. */
const hostOfTurn = [0, 1, 0, 1, 2];

/**
 * Each kind of violation once, the hosts and the variants of the kind taking turns; the first kind in the first
 * two hosts, by turns with the kinds that follow, so that the first few are of several kinds.
 */
function inTurns(found: readonly Violation[][]): Violation[] {
  const notes = [...new Set(found.flat().map(({ note }) => note))];
  const [first = [], ...others] = notes.map((note, turn) => {
    const candidates = found.map((list) => list.filter((violation) => violation.note === note));
    const offered = candidates.filter((list) => list.length > 0);
    const inTurn = offered[(hostOfTurn[turn % hostOfTurn.length] ?? 0) % offered.length] ?? [];
    const both = offered.slice(0, 2).flatMap((list, host) => list[host % list.length] ?? []);
    return turn === 0 ? both : inTurn.slice(turn % inTurn.length).slice(0, 1);
  });
  const once = others.flat();
  return [
    ...first.flatMap((violation, index) => [violation, ...once.slice(index, index + 1)]),
    ...once.slice(first.length),
  ];
}

/**
 * A violation of each telling kind, the hosts taking turns, of which so many are taken; of a document that allows none of the
 * kinds, the first violation of all.
 */
function telling(found: readonly Violation[][], { telling: kinds }: Place, taken: number): Violation[] {
  const lists = found.filter((list) => list.length > 0);
  const chosen = kinds.flatMap(
    (kind, turn) => lists[(taken + turn) % lists.length]?.find(({ note }) => note === kind) ?? [],
  );
  return chosen.length > 0 ? chosen : lists.flat().slice(0, 1);
}

function shareOut(violations: readonly Violation[], { near, alike, far }: Place, share: number): Violation[] {
  const at = (distance: Violation['distance'], most: number): Violation[] =>
    spread(
      violations.filter((one) => one.distance === distance),
      most,
    );
  return [
    ...at('near', Math.ceil(near * share)),
    ...at('alike', Math.round(alike * share)),
    ...at('far', Math.round(far * share)),
  ];
}

const known = new WeakMap<JsonObject, Map<string, Violation[]>>();

/** The violations that can be put into a host, all that are enumerated and some that are drawn, once for each host. */
function violationsOf({ request, contract, operation, seed, plan }: Session, host: JsonObject): Violation[] {
  const byHost = known.get(contract.document) ?? new Map<string, Violation[]>();
  known.set(contract.document, byHost);
  const text = JSON.stringify(host);
  const check = compile({ $ref: `#${operation.request.pointer}` }, contract.document);
  const drawn = (): Violation[] =>
    fc.sample(invalid(request, contract.document, { host }), { seed, numRuns: plan.drawnViolations });
  const list =
    byHost.get(text) ??
    [...violations(request, contract.document, { host }), ...drawn()].filter(({ value, keyword }) =>
      check(value).some((failure) => failure.keyword === keyword),
    );
  byHost.set(text, list);
  return list;
}

function shown(value: Json, pointer: string): string {
  const member = pointer.split('/').at(-1) ?? '';
  const place = pointer === '' ? value : (value as Record<string, Json>)[member];
  return cut(JSON.stringify(place ?? null), 60);
}
