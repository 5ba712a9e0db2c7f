import fc from 'fast-check';
import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { boundary } from '../arbitraries/boundary.ts';
import { valid } from '../arbitraries/valid.ts';
import { spread } from './vector.ts';

/** What the document says about one member of the request. */
export interface Member {
  readonly name: string;
  readonly schema: JsonObject;
}

/** A member of an object schema; throws when the document does not declare it. */
export function memberOf(schema: JsonObject, name: string): Member {
  const properties = schema['properties'];
  const member = isJsonObject(properties) ? properties[name] : undefined;
  if (!isJsonObject(member)) throw new Error(`memberOf: the document declares no request member ${name}`);
  return { name, schema: member };
}

/** The values of an enum schema, or none. */
export function enumOf({ schema }: Member): Json[] {
  return Array.isArray(schema['enum']) ? schema['enum'] : [];
}

/**
 * Numbers that the schema allows: its edges first, those that are `usual` next, then one from each part of the range, whole and
 * with fractions. Usual ones count as edges, of which they are every fourth at the most.
 */
export function numbersOf(
  { schema }: Member,
  document: JsonObject,
  plan: { edges: number; parts: number; seed: number; usual?: readonly number[] },
): number[] {
  const edges = [...boundary(schema, document)].filter((value) => typeof value === 'number');
  const usual = (plan.usual ?? []).slice(0, Math.floor(plan.edges / 4));
  return [
    ...new Set([...spread(edges, plan.edges - usual.length), ...usual, ...partsOf(schema, document, plan)]),
  ];
}

/** Numbers that were drawn, by the member they are for: drawing one compiles a schema, and every check wants the same. */
const drawn = new WeakMap<JsonObject, Map<string, number[]>>();

/** The numbers of `drawParts`, drawn once. */
function partsOf(
  schema: JsonObject,
  document: JsonObject,
  { parts, seed }: { parts: number; seed: number },
): number[] {
  const ofSchema = drawn.get(schema) ?? new Map<string, number[]>();
  const key = `${parts} ${seed}`;
  const numbers = ofSchema.get(key) ?? drawParts(schema, document, { parts, seed });
  drawn.set(schema, ofSchema.set(key, numbers));
  return numbers;
}

/**
 * One number from each of equal parts of the range: every other one whole, between them just below a whole one, with all the decimals
 * that a double has, or just above a whole one.
 */
function drawParts(
  schema: JsonObject,
  document: JsonObject,
  { parts, seed }: { parts: number; seed: number },
): number[] {
  const { minimum, maximum } = schema;
  if (typeof minimum !== 'number' || typeof maximum !== 'number') return [];
  const width = (maximum - minimum) / parts;
  return Array.from({ length: parts }, (_, index) => {
    const part = { ...schema, minimum: minimum + index * width, maximum: minimum + (index + 1) * width };
    const [drawn] = fc.sample(valid(part, document), { seed: seed + index, numRuns: 1 });
    const value = typeof drawn === 'number' ? drawn : part.minimum;
    const whole = Math.max(minimum, Math.floor(value));
    // 0.09 of a minute is 0.9 to who loses its zero.
    const fractional = whole + ([0.9, 1 / 3, 0.09][Math.floor(index / 2) % 3] ?? 0);
    return Math.min(maximum, index % 2 === 0 ? whole : fractional);
  });
}
