import fc from 'fast-check';
import { isJsonObject } from '../../src/contract/json.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { tokensOf, valueAt } from '../../src/contract/pointer.ts';
import { valid } from '../../src/arbitraries/index.ts';
import type { Generator } from './measure.ts';

/** Fixed, so that two runs on one machine draw the same values. */
const seed = 7;

/** Milliseconds for one schema, after which the faker's draws end. */
const patience = 300;

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
      const whole = isJsonObject(schema) && root !== undefined ? bundled(schema, root) : schema;
      await generate(whole, { seed });
      return (count) => drawn(generate, whole, count);
    },
  };
}

/** It finds what a reference names in the schema itself, and reads all of that for each value: so no more than it needs. */
function bundled(schema: JsonObject, root: JsonObject): JsonObject {
  if (schema === root) return schema;
  const parts: JsonObject = {};
  const queue: Json[] = [schema];
  const seen = new Set<string>();
  for (let next = 0; next < queue.length; next++) {
    const references = [...JSON.stringify(queue[next]).matchAll(/"\$ref":"#(\/[^"]*)"/g)];
    for (const pointer of references.map(([, text]) => decodeURIComponent(text ?? ''))) {
      if (seen.has(pointer)) continue;
      seen.add(pointer);
      const part = valueAt(root, pointer) ?? true;
      queue.push(part);
      place(parts, tokensOf(pointer), part);
    }
  }
  return { ...parts, ...schema };
}

function place(into: JsonObject, [token, ...rest]: readonly string[], part: Json): void {
  if (token === undefined) return;
  if (rest.length === 0) {
    into[token] = part;
    return;
  }
  const next = into[token];
  const holder: JsonObject = isJsonObject(next) ? next : {};
  into[token] = holder;
  place(holder, rest, part);
}

/** Draws until the time for one schema is over. */
async function drawn(
  generate: Faker['generate'],
  schema: JsonObject | boolean,
  count: number,
): Promise<Json[]> {
  const values: Json[] = [];
  const end = performance.now() + patience;
  for (let index = 0; index < count && performance.now() < end; index++) {
    values.push((await generate(schema, { seed: seed + index })) as Json);
  }
  return values;
}
