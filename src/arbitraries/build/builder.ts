import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../contract/json.ts';
import type { Alternative } from '../canonical/alternative.ts';
import { kindOf } from '../canonical/kinds.ts';
import type { Kind } from '../canonical/kinds.ts';
import type { Compilation, Conjunction } from '../compilation.ts';
import { ExhaustedSearch } from '../errors.ts';
import { arrays } from './arrays.ts';
import { bounded, yieldOf } from './bounded.ts';
import { Deferred } from './deferred.ts';
import { heightsOf } from './height.ts';
import type { Heights } from './height.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import type { Site } from './site.ts';
import { strings } from './strings.ts';

/** Share of draws from a choice that must hold, for it to be used where others are. */
const enough = 0.1;

/** Builds arbitraries for one compilation, each once. */
export interface Builder {
  readonly heights: Heights;
  /** Values of at most this nesting, where there are any; `level` is how deep they stand, which makes them smaller. */
  values(conjunction: Conjunction, depth: number, level: number): fc.Arbitrary<Json>;
}

interface Choice {
  readonly alternative: Alternative;
  readonly kind: Kind;
  readonly height: number;
}

/** A builder for one compilation. */
export function builderOf(compilation: Compilation): Builder {
  const heights = heightsOf(compilation);
  const known = new Map<string, Map<Conjunction, fc.Arbitrary<Json>>>();
  const values = (conjunction: Conjunction, depth: number, level: number): fc.Arbitrary<Json> => {
    const key = `${depth} ${Math.min(level, 4)}`;
    const there = known.get(key) ?? new Map<Conjunction, fc.Arbitrary<Json>>();
    known.set(key, there);
    const arbitrary = there.get(conjunction) ?? build(conjunction, siteAt(conjunction, depth, level));
    there.set(conjunction, arbitrary);
    return arbitrary;
  };
  const siteAt = (conjunction: Conjunction, depth: number, level: number): Site => ({
    ...{ compilation, pointer: conjunction.pointer, depth, level },
    fits: (other, limit) => heights.of(other) <= limit,
    below: (other) => values(other, Math.max(depth - 1, 0), level + 1),
  });
  const choices = (alternatives: readonly Alternative[]): readonly Choice[] =>
    alternatives.flatMap((alternative) =>
      alternative.kinds.map((kind) => ({ alternative, kind, height: heights.ofKind(alternative, kind) })),
    );
  const build = (conjunction: Conjunction, site: Site): fc.Arbitrary<Json> => {
    const plain = tried(choices(conjunction.alternatives), conjunction, site);
    const good = plain.filter(({ share }) => share >= enough);
    const exclusive = good.length < plain.length ? tried(choices(conjunction.strict), conjunction, site) : [];
    const best = [...good, ...exclusive.filter(({ share }) => share >= enough)];
    return oneOf(
      best.length > 0 ? best : [...plain, ...exclusive].filter(({ share }) => share > 0),
      conjunction,
    );
  };
  return { heights, values };
}

/** What cannot be drawn, remembered so that it is not tried again. */
function failing(error: ExhaustedSearch): fc.Arbitrary<Json> {
  return new Deferred(() => {
    throw error;
  });
}

/** Those that fit the depth, or the lowest where none does. */
function viable(choices: readonly Choice[], { depth }: Site): readonly Choice[] {
  const lowest = Math.min(...choices.map((choice) => choice.height));
  return choices.filter(({ height }) => height <= Math.max(lowest, depth) && height < Infinity);
}

interface Tried {
  readonly arbitrary: fc.Arbitrary<Json>;
  readonly weight: number;
  /** Share of trial draws that held: an alternative of oneOf may always, or almost, meet another branch too. */
  readonly share: number;
}

/** The choices that fit the depth, those in doubt after some trial draws. */
function tried(choices: readonly Choice[], conjunction: Conjunction, site: Site): readonly Tried[] {
  return viable(choices, site).map((choice) => {
    const arbitrary = checked(choice, conjunction, site);
    const doubtful = choice.alternative.residuals.length > 0 || isShaped(choice);
    return { arbitrary, weight: weight(choice), share: doubtful ? trial(arbitrary) : 1 };
  });
}

function oneOf(choices: readonly Tried[], { pointer }: Conjunction): fc.Arbitrary<Json> {
  if (choices.length === 0)
    return failing(new ExhaustedSearch(pointer, 'none of its alternatives gave a value'));
  return choices.length === 1 && choices[0] ? choices[0].arbitrary : fc.oneof(...choices);
}

function isShaped({ alternative: { string }, kind }: Choice): boolean {
  return kind === 'string' && string.patterns.length + string.formats.length + string.notPatterns.length > 0;
}

function trial(arbitrary: fc.Arbitrary<Json>): number {
  try {
    fc.sample(arbitrary, { numRuns: 2, seed: 0 });
    return yieldOf(arbitrary);
  } catch (error) {
    if (error instanceof ExhaustedSearch) return 0;
    throw error;
  }
}

/** Where keywords speak of one kind but `type` does not say so, that kind is what the author means. */
function weight({ alternative, kind }: Choice): number {
  const { object, array, kinds } = alternative;
  if (kinds.length < 2) return 1;
  const meant =
    kind === 'object'
      ? object.shapes.length + object.required.length
      : kind === 'array'
        ? array.shapes.length
        : 0;
  return meant > 0 ? 12 : 2;
}

function checked(
  { alternative, kind }: Choice,
  { schemas, pointer }: Conjunction,
  site: Site,
): fc.Arbitrary<Json> {
  const { compilation } = site;
  const { values, excluded, residuals } = alternative;
  if (values !== undefined)
    return listed(
      values,
      kind,
      (value) => schemas.every((one) => compilation.satisfies(one, value)),
      pointer,
    );
  const plain = ofKind(alternative, kind, site);
  if (excluded.length + residuals.length === 0 && !(kind === 'object' && needsCheck(alternative)))
    return plain;
  const holds = (value: Json) =>
    !excluded.some((other) => isDeepStrictEqual(other, value)) &&
    (kind !== 'object' || countFits(alternative, value)) &&
    residuals.every((one) => compilation.satisfies(one, value));
  return bounded(plain, holds, pointer, 'no value drawn meets exactly one branch, or none that is excluded');
}

function needsCheck({ object }: Alternative): boolean {
  return object.minProperties > object.required.length || object.maxProperties < Infinity;
}

function countFits({ object }: Alternative, value: Json): boolean {
  const count = Object.keys(value as object).length;
  return count >= object.minProperties && count <= object.maxProperties;
}

function listed(
  values: readonly Json[],
  kind: Kind,
  holds: (value: Json) => boolean,
  pointer: string,
): fc.Arbitrary<Json> {
  const valid = values.filter((value) => kindOf(value) === kind && holds(value));
  if (valid.length > 0) return fc.constantFrom(...valid);
  return bounded(fc.constant<Json>(null), () => false, pointer, 'none of the listed values is valid');
}

function ofKind({ number, string, array, object }: Alternative, kind: Kind, site: Site): fc.Arbitrary<Json> {
  switch (kind) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return numbers(number, site.pointer);
    case 'string':
      return strings(string, site.compilation.hasFormat, site.pointer);
    case 'array':
      return arrays(array, site);
    case 'object':
      return objects(object, site);
  }
}
