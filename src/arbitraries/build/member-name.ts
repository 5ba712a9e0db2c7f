import fc from 'fast-check';
import type { ObjectFacets } from '../canonical/objects.ts';
import { matching } from './matching.ts';
import type { Site } from './site.ts';

const plain = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,9}$/);

/** Names of members that no schema lists: what `propertyNames` allows, what a pattern of names matches, or any word. */
export function memberName({ propertyNames, shapes }: ObjectFacets, site: Site): fc.Arbitrary<string> {
  const patterns = shapes.flatMap((shape) => shape.patterns);
  const matched = patterns.flatMap((pattern) => matching(pattern) ?? []);
  const open = shapes.every((shape) => shape.rest?.schema !== false);
  if (propertyNames.length === 0)
    return fc.oneof(...matched, ...(open || matched.length === 0 ? [plain] : []));
  const named = site.below(site.compilation.conjunction(propertyNames));
  return fc.oneof(
    ...matched,
    named.map((name) => (typeof name === 'string' ? name : 'name')),
  );
}
