import { isJsonObject, textOf } from '../../contract/json.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { derived, keyword } from '../located.ts';
import type { Located } from '../located.ts';
import { meet } from './alternative.ts';
import type { Alternative } from './alternative.ts';

/** A branch of `oneOf` or `anyOf`, held to the names that the discriminator beside it maps to the branch, where the branch allows them. */
export function mappedBranch(
  parent: Located,
  branch: Located,
  visit: (located: Located) => readonly Alternative[],
): readonly Alternative[] {
  const alternatives = visit(branch);
  const discriminator = keyword(parent, 'discriminator');
  const reference = keyword(branch, '$ref');
  if (!isJsonObject(discriminator) || typeof reference !== 'string') return alternatives;
  const held = visit(derived(memberSchema(discriminator, reference), parent));
  const mapped = alternatives.flatMap((alternative) =>
    held.flatMap((other) => meet(alternative, other) ?? []),
  );
  return mapped.length > 0 ? mapped : alternatives;
}

function memberSchema({ propertyName, mapping }: JsonObject, reference: string): JsonObject {
  const name = textOf(propertyName);
  const last = reference.slice(reference.lastIndexOf('/') + 1);
  const mapped = isJsonObject(mapping)
    ? Object.keys(mapping).filter((key) => names(mapping[key], reference, last))
    : [];
  const values: Json[] = mapped.length > 0 ? mapped : [last];
  return { type: 'object', required: [name], properties: { [name]: { enum: values } } };
}

function names(target: Json | undefined, reference: string, last: string): boolean {
  return target === reference || target === last;
}
