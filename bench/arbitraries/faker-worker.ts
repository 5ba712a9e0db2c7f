import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';

/** What the worker is asked for; it answers with the values drawn before the time was over, or an error's message. */
export interface Order {
  readonly schema: unknown;
  readonly count: number;
  readonly seed: number;
  /** Milliseconds after which no further value is begun. */
  readonly patience: number;
}

/** The worker's answer. */
export type Answer = { readonly values: readonly unknown[] } | { readonly error: string };

interface Faker {
  generate(schema: unknown, options: { seed: number }): Promise<unknown>;
}

// A name that is no literal, so that the bench type-checks without the package.
const faker = (await import(['json', 'schema', 'faker'].join('-'))) as Faker;

parentPort?.on('message', (order: Order) => {
  drawn(order)
    .then((values) => ({ values }))
    .catch((error: unknown) => ({ error: error instanceof Error ? error.message : 'failed' }))
    .then((answer: Answer) => parentPort?.postMessage(answer))
    .catch(() => process.exit(1));
});

async function drawn({ schema, count, seed, patience }: Order): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  const end = performance.now() + patience;
  for (let index = 0; index < count && performance.now() < end; index++) {
    values.push(await faker.generate(schema, { seed: seed + index }));
  }
  return values;
}
