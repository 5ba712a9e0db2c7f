import { isJsonObject } from '../../contract/json.ts';
import type { Json } from '../../contract/json.ts';
import { pointerOf } from '../../contract/pointer.ts';
import { arrayFacets, itemSchemas } from '../canonical/arrays.ts';
import { memberSchemas, objectFacets } from '../canonical/objects.ts';
import type { Compilation } from '../compilation.ts';
import { keyword, listed, named, single } from '../located.ts';
import type { Located } from '../located.ts';

/** The schemas that apply to a value in place: itself, and what `$ref`, `allOf`, a met `if` and a present dependency add. */
export function inPlace(located: Located, value: Json, compilation: Compilation): readonly Located[] {
  const found = new Map<string, Located>();
  const visit = (one: Located): void => {
    if (found.has(one.key)) return;
    found.set(one.key, one);
    for (const name of ['$ref', '$dynamicRef']) {
      const reference = keyword(one, name);
      if (typeof reference === 'string') visit(compilation.resolve(reference, one));
    }
    listed(one, 'allOf').forEach(visit);
    conditional(one, value, compilation).forEach(visit);
    for (const [name, schema] of [...named(one, 'dependentSchemas'), ...named(one, 'dependencies')]) {
      if (isJsonObject(value) && Object.hasOwn(value, name)) visit(schema);
    }
  };
  visit(located);
  return [...found.values()];
}

function conditional(located: Located, value: Json, compilation: Compilation): readonly Located[] {
  const condition = single(located, 'if');
  if (condition === undefined) return [];
  const part = single(located, compilation.satisfies(condition, value) ? 'then' : 'else');
  return part === undefined ? [] : [part];
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
export function childOf(value: Json, name: string | number): Json {
  return (value as Record<string | number, Json>)[name] ?? null;
}

/**
 * Calls back for each place of a value and each schema that applies there by itself, not as one of several choices (`anyOf`) or as a
 * question (`not`, `contains`): a failure of such a schema makes the whole value invalid.
 */
export function reach(
  located: Located,
  value: Json,
  compilation: Compilation,
  visit: (pointer: string, located: Located) => void,
  pointer = '',
): void {
  const schemas = inPlace(located, value, compilation);
  for (const one of schemas) visit(pointer, one);
  for (const name of childNames(value)) {
    for (const child of schemas.flatMap((one) => childSchemas(one, name))) {
      reach(child, childOf(value, name), compilation, visit, pointer + pointerOf(name));
    }
  }
}
