import fc from 'fast-check';
import type { Json, JsonObject } from '../contract/json.ts';
import { accepting } from './compilation.ts';
import { bounded } from './build/bounded.ts';
import { UnsatisfiableSchema } from './errors.ts';
import type { Options } from './options.ts';
import type { Schema } from './oracle.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';

/** Default nesting up to which optional parts are built. */
const depth = 5;

/**
 * Values that satisfy a schema; they shrink to smaller ones that do. `root`: the document in which `#/…` resolve, default the schema itself.
 * Throws UnsatisfiableSchema where no value can exist, ExhaustedSearch where none was found.
 */
export function valid(schema: Schema, root?: JsonObject, options: Options = {}): fc.Arbitrary<Json> {
  return validOf(subjectOf(schema, root, options), options);
}

/** The same for a schema made ready. */
export function validOf(
  { located, conjunction, compilation, builder }: Subject,
  options: Options,
): fc.Arbitrary<Json> {
  const { pointer } = located;
  if (conjunction.alternatives.length === 0)
    throw new UnsatisfiableSchema(pointer, 'its keywords contradict each other');
  if (builder.heights.of(conjunction) === Infinity) {
    throw new UnsatisfiableSchema(pointer, 'what it requires is impossible, or endless');
  }
  const values = builder.values(conjunction, options.maxDepth ?? depth, 0);
  const satisfies = accepting(located, compilation.oracle);
  const checked = bounded(values, satisfies, pointer, 'no value drawn satisfies the whole schema');
  fc.sample(checked, { numRuns: 1, seed: 0 });
  return checked;
}
