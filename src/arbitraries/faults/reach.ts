import { isJsonObject } from '../../contract/json.ts';
import type { Json } from '../../contract/json.ts';
import { arrayFacets, itemSchemas } from '../canonical/arrays.ts';
import { memberSchemas, objectFacets } from '../canonical/objects.ts';
import type { Compilation } from '../compilation.ts';
import { keyword, listed, named, single } from '../located.ts';
import type { Located } from '../located.ts';

/** What a schema applies in place. */
interface Applied {
  readonly always: readonly Located[];
  readonly condition: Located | undefined;
  readonly then: Located | undefined;
  readonly otherwise: Located | undefined;
  readonly dependent: readonly (readonly [string, Located])[];
}

const known = new WeakMap<Located, Applied>();

/** What a schema applies in place, read once. */
export function appliedBy(located: Located, { resolve }: Compilation): Applied {
  const there = known.get(located);
  if (there !== undefined) return there;
  const references = ['$ref', '$dynamicRef'].map((name) => keyword(located, name));
  const targets = references.filter((text) => typeof text === 'string').map((text) => resolve(text, located));
  const applied = {
    always: [...targets, ...listed(located, 'allOf')],
    condition: single(located, 'if'),
    then: single(located, 'then'),
    otherwise: single(located, 'else'),
    dependent: [...named(located, 'dependentSchemas'), ...named(located, 'dependencies')],
  };
  known.set(located, applied);
  return applied;
}

/** The schemas that apply to a value in place: itself, and what `$ref`, `allOf`, a met `if` and a present dependency add. */
export function inPlace(located: Located, value: Json, compilation: Compilation): readonly Located[] {
  const found = new Map<string, Located>();
  const visit = (one: Located | undefined): void => {
    if (one === undefined || found.has(one.key)) return;
    found.set(one.key, one);
    const { always, condition, then, otherwise, dependent } = appliedBy(one, compilation);
    always.forEach(visit);
    if (condition !== undefined) visit(compilation.satisfies(condition, value) ? then : otherwise);
    for (const [name, schema] of dependent) {
      if (isJsonObject(value) && Object.hasOwn(value, name)) visit(schema);
    }
  };
  visit(located);
  return [...found.values()];
}

/** The schemas that one schema's own keywords put on a member or an item. */
export function childSchemas(located: Located, name: string | number): readonly Located[] {
  if (typeof name === 'number') {
    const unevaluated = single(located, 'unevaluatedItems');
    const own = itemSchemas(arrayFacets(located), name, false);
    return own.length === 0 && unevaluated !== undefined ? [unevaluated] : own;
  }
  const own = memberSchemas(objectFacets(located), name);
  const unevaluated = single(located, 'unevaluatedProperties');
  return own.length === 0 && unevaluated !== undefined ? [unevaluated] : own;
}

/** The members or items of a value. */
export function childNames(value: Json): readonly (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()];
  return isJsonObject(value) ? Object.keys(value) : [];
}

/** The member or item of a value. */
function childOf(value: Json, name: string | number): Json {
  return (value as Record<string | number, Json>)[name] ?? null;
}

/**
 * The schemas that apply at a place of a value by themselves, not as one of several choices (`anyOf`) or as a question (`not`,
 * `contains`): a failure of such a schema makes the whole value invalid.
 */
export function schemasAt(
  located: Located,
  value: Json,
  tokens: readonly string[],
  compilation: Compilation,
): readonly Located[] {
  const [token, ...rest] = tokens;
  const schemas = inPlace(located, value, compilation);
  if (token === undefined) return schemas;
  const name = Array.isArray(value) ? Number(token) : token;
  const children = schemas.flatMap((one) => childSchemas(one, name));
  const child = childOf(value, name);
  return children.flatMap((one) => schemasAt(one, child, rest, compilation));
}
