import fc from 'fast-check';
import { isJsonObject } from '../../src/contract/json.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { valid } from '../../src/arbitraries/index.ts';
import type { Generator } from './measure.ts';

/** Fixed, so that two runs on one machine draw the same values. */
const seed = 7;

/** This project's `valid`. */
export const ours: Generator = {
  name: 'src/arbitraries',
  prepare({ schema, root, documents }) {
    const arbitrary = valid(schema, root, { documents });
    return Promise.resolve((count) => fc.sample(arbitrary, { numRuns: count, seed }));
  },
};

interface Faker {
  generate(schema: unknown, options: { seed: number; maxDepth?: number }): Promise<unknown>;
}

/** json-schema-faker, where it is installed: a development dependency, for comparison only. */
export async function faker(): Promise<Generator | undefined> {
  // A name that is no literal, so that the bench type-checks without the package.
  const name = ['json', 'schema', 'faker'].join('-');
  const module: unknown = await import(name).catch(() => undefined);
  if (module === undefined) return undefined;
  const found = module as Faker;
  const generate: Faker['generate'] = (schema, options) => found.generate(schema, options);
  return {
    name: 'json-schema-faker',
    async prepare({ schema, root }) {
      // It finds what a reference names in the schema itself.
      const whole = isJsonObject(schema) ? { ...(root ?? {}), ...schema } : schema;
      await timely(generate(whole, { seed }));
      return (count) => drawn(generate, whole, count);
    },
  };
}

async function drawn(
  generate: Faker['generate'],
  schema: JsonObject | boolean,
  count: number,
): Promise<Json[]> {
  const values: Json[] = [];
  for (let index = 0; index < count; index++)
    values.push((await timely(generate(schema, { seed: seed + index }))) as Json);
  return values;
}

/** Ends a search that does not end by itself. */
async function timely<T>(promise: Promise<T>): Promise<T> {
  return await Promise.race([promise, late()]);
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => {
      reject(new Error('took more than 5 s'));
    }, 5000).unref();
  });
}
