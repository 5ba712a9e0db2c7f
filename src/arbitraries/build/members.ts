import type { ObjectFacets } from '../canonical/objects.ts';
import { memberSchemas } from '../canonical/objects.ts';
import type { Compilation, Conjunction } from '../compilation.ts';

/** A member that an object may or must have. */
export interface Member {
  readonly name: string;
  readonly value: Conjunction;
  readonly required: boolean;
}

/** The members that the facets name, leaving out those that cannot be there; undefined when a required one cannot. */
export function membersOf(facets: ObjectFacets, compilation: Compilation): readonly Member[] | undefined {
  const needed = new Set(facets.required);
  const listed = facets.shapes.flatMap((shape) => shape.names);
  const dependent = facets.dependents.flatMap(([, names]) => names);
  const found: Member[] = [];
  for (const name of new Set([...needed, ...listed, ...dependent])) {
    const required = needed.has(name);
    const value = memberValue(facets, name, compilation);
    if (value !== undefined) found.push({ name, value, required });
    else if (required) return undefined;
  }
  return found;
}

/** What a member's value must satisfy; undefined where no such member can be there. */
export function memberValue(
  facets: ObjectFacets,
  name: string,
  compilation: Compilation,
): Conjunction | undefined {
  if (!facets.propertyNames.every((schema) => compilation.satisfies(schema, name))) return undefined;
  const value = compilation.conjunction(memberSchemas(facets, name));
  return value.alternatives.length === 0 ? undefined : value;
}
