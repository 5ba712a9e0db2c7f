import type fc from 'fast-check';
import type { JsonObject } from '../../contract/json.ts';
import type { ObjectFacets } from '../canonical/objects.ts';
import { ExhaustedSearch } from '../errors.ts';
import { memberName } from './member-name.ts';
import type { Member } from './members.ts';
import { memberValue, membersOf } from './members.ts';
import { Parts } from './parts.ts';
import type { Drawn, Part } from './parts.ts';
import type { Site } from './site.ts';

/** What is drawn from again and again, worked out once. */
interface Plan {
  readonly facets: ObjectFacets;
  readonly site: Site;
  readonly required: readonly Member[];
  readonly optional: readonly Member[];
  /** Names of members that no schema lists. */
  readonly names: fc.Arbitrary<string>;
  /** The part for a member. */
  readonly part: (member: Member) => Part;
}

/** Objects with these facets: required members always, optional ones the more seldom the deeper, undeclared ones now and then. */
export function objects(facets: ObjectFacets, site: Site): fc.Arbitrary<JsonObject> {
  const members = membersOf(facets, site.compilation);
  if (members === undefined) throw new ExhaustedSearch(site.pointer, 'a required member cannot be there');
  const plan: Plan = {
    ...{ facets, site, names: memberName(facets, site), part: partsOf(site) },
    required: members.filter((member) => member.required),
    optional: members.filter((member) => !member.required && site.fits(member.value, site.depth - 1)),
  };
  return new Parts<JsonObject>({
    assemble: (parts) =>
      Object.fromEntries(parts.map(({ part, value }) => [part.name, value.value_] as const)),
    draw(mrng, draw) {
      const drawn = withDependents(choose(plan, mrng), plan).flatMap((member) =>
        drawMember(member, plan, draw),
      );
      const extra = extraCount(plan, mrng, drawn.length);
      return extra === 0 ? drawn : [...drawn, ...extras(extra, drawn, plan, mrng, draw)];
    },
  });
}

function partsOf(site: Site): (member: Member) => Part {
  const known = new Map<Member, Part>();
  return (member) => {
    const part = known.get(member) ?? {
      ...{ name: member.name, droppable: !member.required },
      arbitrary: site.below(member.value),
    };
    known.set(member, part);
    return part;
  };
}

function choose({ required, optional, facets, site }: Plan, mrng: fc.Random): readonly Member[] {
  if (optional.length === 0) return required;
  const wanted = wantedOf(optional, site.level, mrng);
  const [least, most] = [facets.minProperties - required.length, facets.maxProperties - required.length];
  if (wanted.length >= least && wanted.length <= most) return [...required, ...wanted];
  const others = optional.filter((member) => !wanted.includes(member));
  const order = [...shuffled(wanted, mrng), ...shuffled(others, mrng)];
  return [...required, ...order.slice(0, Math.min(most, Math.max(wanted.length, least)))];
}

/** None, all or some of the optional members: the fewer the deeper, and the fewer of many. */
function wantedOf(optional: readonly Member[], level: number, mrng: fc.Random): readonly Member[] {
  const mood = mrng.nextInt(0, 7);
  if (mood === 0) return [];
  if (mood === 1 && (level === 0 || optional.length <= 3)) return optional;
  const share = Math.min(0.6 / (level + 1) + 0.1, 8 / (level + 1) ** 2 / optional.length);
  return optional.filter(() => mrng.nextInt(0, 999) < share * 1000);
}

function withDependents(chosen: readonly Member[], { facets, required, optional }: Plan): readonly Member[] {
  if (facets.dependents.length === 0) return chosen;
  const names = new Set(chosen.map((member) => member.name));
  for (const name of names) dependentsOf(name, facets).forEach((other) => names.add(other));
  return [...required, ...optional].filter((member) => names.has(member.name));
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

function drawMember(member: Member, { part }: Plan, draw: (part: Part) => Drawn): readonly Drawn[] {
  try {
    return [draw(part(member))];
  } catch (error) {
    if (error instanceof ExhaustedSearch && !member.required) return [];
    throw error;
  }
}

/** How many members to add that no schema names. */
function extraCount({ facets, site, required, optional }: Plan, mrng: fc.Random, count: number): number {
  const missing = Math.ceil(facets.minProperties) - count;
  const room = facets.maxProperties - count;
  const open = facets.shapes.some(
    (shape) => shape.patterns.length > 0 || typeof shape.rest?.schema === 'object',
  );
  const empty = required.length + optional.length === 0;
  const mapLike = open || empty;
  const chance = open ? 2 : empty ? 3 : 8;
  const wanted = site.depth > 0 && (mapLike || site.level === 0) && mrng.nextInt(1, chance) === 1;
  if (missing <= 0 && !wanted) return 0;
  return Math.min(room, Math.max(missing, mapLike ? mrng.nextInt(1, 3) : 1));
}

function extras(
  count: number,
  drawn: readonly Drawn[],
  plan: Plan,
  mrng: fc.Random,
  draw: (part: Part) => Drawn,
): readonly Drawn[] {
  const { facets, names, site } = plan;
  const taken = new Set(drawn.map(({ part }) => part.name));
  const found: Drawn[] = [];
  for (let attempt = 0; attempt < 4 * count + 8 && found.length < count; attempt++) {
    const name = names.generate(mrng, undefined).value_;
    if (taken.has(name)) continue;
    const value = memberValue(facets, name, site.compilation);
    if (value === undefined || !site.fits(value, Math.max(site.depth - 1, 0))) continue;
    taken.add(name);
    const extra = { name, value, required: false };
    found.push(...drawMember(extra, { ...plan, part: partsOf(site) }, draw));
  }
  return found;
}
