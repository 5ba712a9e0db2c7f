import type fc from 'fast-check';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { ObjectFacets } from '../canonical/objects.ts';
import { ExhaustedSearch } from '../errors.ts';
import { memberName } from './member-name.ts';
import type { Member } from './members.ts';
import { memberValue, membersOf } from './members.ts';
import { Parts } from './parts.ts';
import type { Part } from './parts.ts';
import type { Site } from './site.ts';

type Drawn = readonly [Part, fc.Value<Json>];

/** Objects with these facets: required members always, optional ones the more seldom the deeper, undeclared ones now and then. */
export function objects(facets: ObjectFacets, site: Site): fc.Arbitrary<JsonObject> {
  const { compilation, pointer, depth } = site;
  const all = membersOf(facets, compilation);
  if (all === undefined) throw new ExhaustedSearch(pointer, 'a required member cannot be there');
  const members = all.filter((member) => member.required || site.fits(member.value, depth - 1));
  const names = memberName(facets, site);
  return new Parts<JsonObject>({
    assemble: (parts) => Object.fromEntries(parts),
    draw(mrng, draw) {
      const chosen = new Set(choose(members, facets, mrng, site.level).map((member) => member.name));
      for (const name of chosen) dependentsOf(name, facets).forEach((other) => chosen.add(other));
      const drawn = members
        .filter(({ name }) => chosen.has(name))
        .flatMap((member) => drawMember(member, site, draw));
      const extra = extraCount(members, facets, mrng, drawn.length, site);
      return extra === 0 ? drawn : [...drawn, ...extras(extra, drawn, facets, names, site, mrng, draw)];
    },
  });
}

function choose(
  members: readonly Member[],
  facets: ObjectFacets,
  mrng: fc.Random,
  level: number,
): readonly Member[] {
  const optional = members.filter((member) => !member.required);
  const required = members.filter((member) => member.required);
  if (optional.length === 0) return required;
  const mood = mrng.nextInt(0, 7);
  const few = 8 / (level + 1) ** 2 / optional.length;
  const share =
    mood === 0
      ? 0
      : mood === 1 && (level === 0 || optional.length <= 3)
        ? 1
        : Math.min(0.6 / (level + 1) + 0.1, few);
  const wanted = optional.filter(() => mrng.nextInt(0, 999) < share * 1000);
  const [least, most] = [facets.minProperties - required.length, facets.maxProperties - required.length];
  if (wanted.length >= least && wanted.length <= most) return [...required, ...wanted];
  const others = shuffled(
    optional.filter((member) => !wanted.includes(member)),
    mrng,
  );
  return [
    ...required,
    ...[...shuffled(wanted, mrng), ...others].slice(0, Math.min(most, Math.max(wanted.length, least))),
  ];
}

function shuffled<T>(items: readonly T[], mrng: fc.Random): readonly T[] {
  const found = [...items];
  for (let last = found.length - 1; last > 0; last--) {
    const other = mrng.nextInt(0, last);
    [found[last], found[other]] = [found[other] as T, found[last] as T];
  }
  return found;
}

function dependentsOf(name: string, { dependents }: ObjectFacets): readonly string[] {
  return dependents.flatMap(([trigger, names]) => (trigger === name ? names : []));
}

function drawMember(member: Member, site: Site, draw: (part: Part) => fc.Value<Json>): readonly Drawn[] {
  const part = { name: member.name, arbitrary: site.below(member.value), droppable: !member.required };
  try {
    return [[part, draw(part)]];
  } catch (error) {
    if (error instanceof ExhaustedSearch && !member.required) return [];
    throw error;
  }
}

/** How many members to add that no schema names. */
function extraCount(
  members: readonly Member[],
  facets: ObjectFacets,
  mrng: fc.Random,
  count: number,
  site: Site,
): number {
  const missing = Math.ceil(facets.minProperties) - count;
  const room = facets.maxProperties - count;
  const open = facets.shapes.some(
    (shape) => shape.patterns.length > 0 || typeof shape.rest?.schema === 'object',
  );
  const chance = open ? 2 : members.length === 0 ? 3 : 8;
  const mapLike = open || members.length === 0;
  if (missing <= 0 && (site.depth <= 0 || (!mapLike && site.level > 0) || mrng.nextInt(1, chance) > 1))
    return 0;
  return Math.min(room, Math.max(missing, mapLike ? mrng.nextInt(1, 3) : 1));
}

function extras(
  count: number,
  drawn: readonly Drawn[],
  facets: ObjectFacets,
  names: fc.Arbitrary<string>,
  site: Site,
  mrng: fc.Random,
  draw: (part: Part) => fc.Value<Json>,
): readonly Drawn[] {
  const taken = new Set(drawn.map(([part]) => part.name));
  const found: Drawn[] = [];
  for (let attempt = 0; attempt < 4 * count + 8 && found.length < count; attempt++) {
    const name = names.generate(mrng, undefined).value_;
    if (taken.has(name)) continue;
    const value = memberValue(facets, name, site.compilation);
    if (value === undefined || !site.fits(value, Math.max(site.depth - 1, 0))) continue;
    taken.add(name);
    found.push(...drawMember({ name, value, required: false }, site, draw));
  }
  return found;
}
