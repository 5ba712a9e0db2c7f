import { Worker } from 'node:worker_threads';
import { isJsonObject } from '../../src/contract/json.ts';
import type { Json, JsonObject } from '../../src/contract/json.ts';
import { tokensOf, valueAt } from '../../src/contract/pointer.ts';
import type { Generator } from './measure.ts';

/** Milliseconds for one schema: after the first no draw is begun, after the second the faker is stopped. */
const [patience, end] = [1000, 3000];

/** Runs in a thread of its own, since some schemas keep the faker busy for minutes; JavaScript, since tsx does not reach there. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const loaded = import(workerData);
  parentPort.on('message', async ({ schema, count, patience }) => {
    try {
      const { generate } = await loaded;
      const values = [];
      const end = performance.now() + patience;
      for (let seed = 7; values.length < count && performance.now() < end; seed++) values.push(await generate(schema, { seed }));
      parentPort.postMessage({ values });
    } catch (error) {
      parentPort.postMessage({ error: String(error) });
    }
  });
`;

type Answer = { readonly values: Json[] } | { readonly error: string };

/** json-schema-faker, where it is installed: a development dependency, for comparison only. */
export function faker(): Generator | undefined {
  const url = resolved('json-schema-faker');
  if (url === undefined) return undefined;
  const thread: { worker?: Worker } = {};
  return {
    name: 'json-schema-faker',
    async prepare({ schema, root }) {
      const whole = isJsonObject(schema) && root !== undefined ? bundled(schema, root) : schema;
      await drawn(thread, url, whole, 1);
      return (count) => drawn(thread, url, whole, count);
    },
    stop: async () => {
      await thread.worker?.terminate();
    },
  };
}

function resolved(name: string): string | undefined {
  try {
    return import.meta.resolve(name);
  } catch {
    return undefined;
  }
}

async function drawn(thread: { worker?: Worker }, url: string, schema: Json, count: number): Promise<Json[]> {
  const worker = (thread.worker ??= new Worker(program, { eval: true, workerData: url }));
  const answer = await new Promise<Answer>((resolve) => {
    const late = setTimeout(() => {
      delete thread.worker;
      void worker.terminate();
      resolve({ error: `took more than ${end} ms` });
    }, end);
    worker.once('message', (message: Answer) => {
      clearTimeout(late);
      resolve(message);
    });
    worker.postMessage({ schema, count, patience });
  });
  if ('error' in answer) throw new Error(answer.error);
  return answer.values;
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
