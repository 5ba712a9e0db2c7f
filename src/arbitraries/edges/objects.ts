import { isJsonObject } from '../../contract/json.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { ObjectFacets } from '../canonical/objects.ts';
import { membersOf } from '../build/members.ts';
import type { Member } from '../build/members.ts';
import type { Subject } from '../subject.ts';
import type { Edge } from './edge.ts';
import type { EdgesOf } from './edges.ts';

interface Edged extends Member {
  readonly edges: readonly Edge[];
}

/**
 * The object with its required members only; with all, each member at its first, second, … edge at once, so that few objects show every
 * edge; with each optional member alone and each left out; with one member at a time at each edge.
 */
export function objectEdges(
  facets: ObjectFacets,
  host: Json | undefined,
  subject: Subject,
  below: EdgesOf,
): readonly Edge[] {
  const given = isJsonObject(host) ? host : undefined;
  const members = (membersOf(facets, subject.compilation) ?? []).map((member) => {
    return { ...member, edges: below(member.value, given?.[member.name]) };
  });
  const possible = members.filter(({ edges }) => edges.length > 0);
  const base =
    given ??
    objectOf(
      possible.filter((member) => member.required),
      0,
    );
  const optional = possible.filter((member) => !member.required);
  const bare: Edge = { value: base, tier: 0 };
  return [
    bare,
    ...(given ? [] : packed(possible)),
    ...presence(possible, optional, base, given),
    ...oneByOne(possible, base),
  ];
}

/** As many objects as the longest list of first-tier edges, each with every member. */
function packed(members: readonly Edged[]): readonly Edge[] {
  const first = members.map((member) => ({
    ...member,
    edges: member.edges.filter((edge) => edge.tier === 0),
  }));
  const most = Math.max(1, ...first.map(({ edges }) => edges.length));
  return Array.from({ length: most }, (_, index) => ({
    value: objectOf(
      first.map((m, n) => (m.edges.length > 0 ? m : (members[n] as Edged))),
      index,
    ),
    tier: 0,
  }));
}

/** Each optional member alone, and each left out. */
function presence(
  all: readonly Edged[],
  optional: readonly Edged[],
  base: JsonObject,
  given: JsonObject | undefined,
): readonly Edge[] {
  const full =
    given === undefined
      ? objectOf(all, 0)
      : {
          ...given,
          ...objectOf(
            optional.filter(({ name }) => !Object.hasOwn(given, name)),
            0,
          ),
        };
  return optional.flatMap(({ name, edges }) => [
    { value: withMember(base, name, base[name] ?? edges[0]?.value ?? null), tier: 1 as const },
    { value: without(full, name), tier: 1 as const },
    { value: without(base, name), tier: 1 as const },
  ]);
}

function oneByOne(members: readonly Edged[], base: JsonObject): readonly Edge[] {
  const turns = Math.max(0, ...members.map(({ edges }) => edges.length));
  return Array.from({ length: turns }, (_, turn) => turn).flatMap((turn) =>
    members.flatMap(({ name, edges }) => {
      const edge = edges[turn];
      return edge === undefined
        ? []
        : [{ value: withMember(base, name, edge.value), tier: edge.tier === 0 ? 1 : edge.tier } as const];
    }),
  );
}

function objectOf(members: readonly Edged[], turn: number): JsonObject {
  return Object.fromEntries(
    members.map(({ name, edges }) => [name, edges[turn % edges.length]?.value ?? null]),
  );
}

/** Not by a spread: `__proto__` would set the prototype. */
function withMember(object: JsonObject, name: string, value: Json): JsonObject {
  return Object.fromEntries([...Object.entries(object).filter(([key]) => key !== name), [name, value]]);
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
