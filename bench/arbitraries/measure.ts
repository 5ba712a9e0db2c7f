import { performance } from 'node:perf_hooks';
import type { Json } from '../../src/contract/json.ts';
import { compile } from '../../src/validators/json-schema.ts';
import type { BenchSubject } from './subject.ts';

/** Something that makes values for a schema. */
export interface Generator {
  readonly name: string;
  /** Prepares one schema; throws when it cannot. Returns what draws `count` values. */
  prepare(subject: BenchSubject): Promise<(count: number) => Json[] | Promise<Json[]>>;
  /** Ends what it has running. */
  stop?(): Promise<void>;
}

/** What came of one schema. */
export interface Outcome {
  readonly subject: BenchSubject;
  /** Milliseconds until the first value could be drawn. */
  readonly building: number;
  /** Milliseconds for all samples. */
  readonly drawing: number;
  readonly drawn: number;
  readonly valid: number;
  readonly error: string | undefined;
}

/** Draws values for each schema and judges them with ajv. */
export async function measure(
  generator: Generator,
  subjects: readonly BenchSubject[],
  samples: number,
): Promise<readonly Outcome[]> {
  const found: Outcome[] = [];
  for (const subject of subjects) found.push(await outcome(generator, subject, samples));
  return found;
}

async function outcome(generator: Generator, subject: BenchSubject, samples: number): Promise<Outcome> {
  const start = performance.now();
  let built = start;
  try {
    const draw = await generator.prepare(subject);
    built = performance.now();
    const values = await draw(samples);
    const end = performance.now();
    // Not before: the arbitraries would find the validator ready.
    const check = compile(subject.schema, subject.root, { documents: subject.documents });
    const valid = values.filter((value) => check(value).length === 0).length;
    return {
      subject,
      building: built - start,
      drawing: end - built,
      drawn: values.length,
      valid,
      error: undefined,
    };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const now = performance.now();
    return { subject, building: now - start, drawing: 0, drawn: 0, valid: 0, error: message };
  }
}
