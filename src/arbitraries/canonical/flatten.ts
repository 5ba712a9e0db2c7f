import type { JsonObject } from '../../contract/json.ts';
import { derived, keyword, keywordsOf, listed, named, single } from '../located.ts';
import type { Located } from '../located.ts';
import type { Resolve } from '../references.ts';
import { anything, meet, ownAlternative } from './alternative.ts';
import type { Alternative } from './alternative.ts';
import { withUnevaluatedItems } from './arrays.ts';
import { mappedBranch } from './discriminator.ts';
import { facetNegation } from './facet-negation.ts';
import { negated } from './negate.ts';
import { twinsIn } from './twins.ts';
import { withUnevaluatedProperties } from './objects.ts';

/** More alternatives than this are not followed up: the rest of a product of choices is left out. */
const limit = 24;

type Alternatives = readonly Alternative[];

/** Turns schemas into flat alternatives, each schema once. */
export interface Flattener {
  /** The ways to satisfy all of these schemas at once; none when that is proved impossible. */
  flatten(schemas: readonly Located[]): Alternatives;
}

/**
 * A flattener whose references are found by `resolve`. With `strict`, a branch of `oneOf` refuses each other branch by construction:
 * dearer and with stranger values, for when draws from one branch keep meeting another.
 */
export function flattenerOf(resolve: Resolve, strict = false): Flattener {
  const known = new Map<string, Alternatives>();
  const open = new Set<string>();
  const visit = (located: Located): Alternatives => {
    const done = known.get(located.key);
    if (done !== undefined) return done;
    // A schema that applies itself in place asks nothing more of the value.
    if (open.has(located.key)) return [anything];
    open.add(located.key);
    const found = expand(located, visit, resolve, strict);
    open.delete(located.key);
    known.set(located.key, found);
    return found;
  };
  return { flatten: (schemas) => schemas.map(visit).reduce(product, [anything]) };
}

function expand(located: Located, visit: Visit, resolve: Resolve, strict: boolean): Alternatives {
  const own = ownAlternative(located);
  if (own === undefined) return [];
  const all = choices(located, visit, resolve, strict).reduce(product, [own]);
  return all.map((alternative) => withUnevaluated(alternative, located));
}

type Visit = (located: Located) => Alternatives;

/** What the in-place applicators of a schema leave to choose: one list of alternatives for each. */
function choices(located: Located, visit: Visit, resolve: Resolve, strict: boolean): readonly Alternatives[] {
  const branches = (name: string) => {
    return listed(located, name).map((branch) => mappedBranch(located, branch, visit));
  };
  const twins = twinsIn(listed(located, 'oneOf'), resolve);
  const anyOf = branches('anyOf');
  const oneOf = branches('oneOf').map((branch, index) => (twins.has(index) ? [] : branch));
  const only = strict ? refusingOthers(located, oneOf, visit) : oneOf;
  return [
    ...references(located, resolve).map(visit),
    ...listed(located, 'allOf').map(visit),
    ...(anyOf.length > 0 ? [limited(anyOf.flat())] : []),
    ...(oneOf.length > 0 ? [exclusive(limited(only.flat()), located, oneOf)] : []),
    ...conditional(located, visit),
    ...dependent(located, visit),
    ...negation(located, visit, resolve),
  ];
}

function references(located: Located, resolve: Resolve): readonly Located[] {
  const { $ref, $dynamicRef } = keywordsOf(located) ?? {};
  return [$ref, $dynamicRef].filter((text) => typeof text === 'string').map((text) => resolve(text, located));
}

/** `oneOf`: exactly one must hold, which kinds alone prove when no two branches share one. */
function exclusive(
  alternatives: Alternatives,
  located: Located,
  branches: readonly Alternatives[],
): Alternatives {
  const kinds = branches.flatMap((branch) => [
    ...new Set(branch.flatMap((alternative) => alternative.kinds)),
  ]);
  if (new Set(kinds).size === kinds.length) return alternatives;
  // A second branch that accepts everything leaves no value that meets exactly one.
  if (branches.filter((branch) => branch.includes(anything)).length > 1) return [];
  return alternatives.map((alternative) => ({
    ...alternative,
    residuals: [...alternative.residuals, located],
  }));
}

/** Branches beyond this are not refused one by one. */
const mostRefused = 10;

/** Each branch of `oneOf`, refusing the others. */
function refusingOthers(
  located: Located,
  branches: readonly Alternatives[],
  visit: Visit,
): readonly Alternatives[] {
  if (branches.length > mostRefused) return branches;
  const refusals = listed(located, 'oneOf').map((branch) => visit(derived({ not: branch.schema }, branch)));
  return branches.map((branch, index) =>
    refusals.filter((_, other) => other !== index).reduce(product, branch),
  );
}

function conditional(located: Located, visit: Visit): readonly Alternatives[] {
  const [condition, then, otherwise] = ['if', 'then', 'else'].map((name) => single(located, name));
  if (condition === undefined || (then === undefined && otherwise === undefined)) return [];
  const unmet = visit(derived({ not: condition.schema }, located));
  const met = visit(condition);
  return [limited([...withPart(met, then, visit), ...withPart(unmet, otherwise, visit)])];
}

function withPart(alternatives: Alternatives, part: Located | undefined, visit: Visit): Alternatives {
  return part === undefined ? alternatives : product(alternatives, visit(part));
}

function dependent(located: Located, visit: Visit): readonly Alternatives[] {
  const schemas = [...named(located, 'dependentSchemas'), ...named(located, 'dependencies')];
  return schemas
    .filter(([name]) => !Array.isArray((keyword(located, 'dependencies') as JsonObject | undefined)?.[name]))
    .map(([name, schema]) => {
      const absent = visit(derived({ not: { type: 'object', required: [name] } }, located));
      const present = visit(derived({ type: 'object', required: [name] }, located));
      return limited([...absent, ...product(present, visit(schema))]);
    });
}

function negation(located: Located, visit: Visit, resolve: Resolve): readonly Alternatives[] {
  const refused = single(located, 'not');
  if (refused === undefined) return [];
  const facet = facetNegation(refused);
  if (facet !== undefined) return [[facet]];
  return [limited(broken(refused, resolve).flatMap(visit))];
}

/** The schemas of which a value satisfies one when it breaks this one. */
function broken(refused: Located, resolve: Resolve, depth = 0): readonly Located[] {
  const own = negated(refused.schema).map((schema) => derived(schema, refused));
  if (depth > 8) return own;
  return [...own, ...references(refused, resolve).flatMap((target) => broken(target, resolve, depth + 1))];
}

function withUnevaluated(alternative: Alternative, located: Located): Alternative {
  const properties = single(located, 'unevaluatedProperties');
  const items = single(located, 'unevaluatedItems');
  if (properties === undefined && items === undefined) return alternative;
  return {
    ...alternative,
    object:
      properties === undefined
        ? alternative.object
        : withUnevaluatedProperties(alternative.object, properties),
    array: items === undefined ? alternative.array : withUnevaluatedItems(alternative.array, items),
  };
}

function product(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length === 1 && left[0] === anything) return right;
  const found: Alternative[] = [];
  for (const [i, j] of pairings(left.length, right.length)) {
    const [a, b] = [left[i], right[j]];
    const both = a && b && meet(a, b);
    if (both !== undefined) found.push(both);
    if (found.length === limit) break;
  }
  return found;
}

/** Every pair of indices, those first that let each index occur early. */
function pairings(rows: number, columns: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let shift = 0; shift < columns; shift++) {
    for (let row = 0; row < rows; row++) found.push([row, (row + shift) % columns]);
  }
  return found;
}

function limited(alternatives: Alternatives): Alternatives {
  return alternatives.slice(0, limit);
}
