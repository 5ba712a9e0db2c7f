import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { isJsonObject } from '../../src/contract/json.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { tokensOf, valueAt } from '../../src/contract/pointer.ts';
import { valid } from '../../src/arbitraries/index.ts';
import type { Answer, Order } from './faker-worker.ts';
import type { Generator } from './measure.ts';

/** Fixed, so that two runs on one machine draw the same values. */
const seed = 7;

/** Milliseconds for one schema: after the first no draw is begun, after the second the faker is stopped. */
const [patience, end] = [1000, 3000];

/** This project's `valid`. */
export const ours: Generator = {
  name: 'src/arbitraries',
  prepare({ schema, root, documents }) {
    const arbitrary = valid(schema, root, { documents });
    return Promise.resolve((count) => fc.sample(arbitrary, { numRuns: count, seed }));
  },
};

/** json-schema-faker, where it is installed: a development dependency, for comparison only. */
export function faker(): Generator | undefined {
  try {
    createRequire(import.meta.url).resolve('json-schema-faker/package.json');
  } catch (error) {
    // A package that does not export its package.json is there all the same.
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
  }
  const state: { worker?: Worker } = {};
  return {
    name: 'json-schema-faker',
    async prepare({ schema, root }) {
      const whole = isJsonObject(schema) && root !== undefined ? bundled(schema, root) : schema;
      await asked(state, { schema: whole, count: 1, seed, patience });
      return (count) => asked(state, { schema: whole, count, seed, patience });
    },
    stop: async () => {
      await state.worker?.terminate();
    },
  };
}

/** Asks in a thread of its own, since some schemas keep the faker busy for minutes. */
async function asked(state: { worker?: Worker }, order: Order): Promise<Json[]> {
  const worker = (state.worker ??= new Worker(new URL('./faker-worker.ts', import.meta.url)));
  worker.postMessage(order);
  const timeout = AbortSignal.timeout(end);
  try {
    const [answer] = (await once(worker, 'message', { signal: timeout })) as [Answer];
    if ('error' in answer) throw new Error(answer.error);
    return answer.values as Json[];
  } catch (error) {
    if (timeout.aborted) {
      delete state.worker;
      await worker.terminate();
    }
    throw error;
  }
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
