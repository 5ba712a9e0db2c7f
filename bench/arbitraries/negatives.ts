import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { UnbreakableSchema, invalid } from '../../src/arbitraries/index.ts';
import { compile } from '../../src/validators/json-schema.ts';
import type { Failure } from '../../src/validators/json-schema.ts';
import type { BenchSubject } from './subject.ts';

const explaining = new Set(['anyOf', 'oneOf', 'not', 'contains', 'propertyNames']);

/** What came of the violations of some schemas. */
export interface Negatives {
  readonly schemas: number;
  readonly samples: number;
  /** Rejected by the named keyword at the named place. */
  readonly named: number;
  /** Of those, rejected by that keyword only. */
  readonly alone: number;
  /** Slowest build, in milliseconds. */
  readonly slowest: number;
  readonly unbreakable: readonly string[];
  readonly failed: readonly (readonly [string, string])[];
}

/** Draws violations of each schema and judges them with ajv. */
export function negatives(subjects: readonly BenchSubject[], count: number): Negatives {
  const found = { schemas: subjects.length, samples: 0, named: 0, alone: 0, slowest: 0 };
  const unbreakable: string[] = [];
  const failed: (readonly [string, string])[] = [];
  for (const { name, schema, root, documents } of subjects) {
    try {
      const start = performance.now();
      const arbitrary = invalid(schema, root, { documents });
      found.slowest = Math.max(found.slowest, performance.now() - start);
      const check = compile(schema, root, { documents });
      for (const { value, keyword, pointer } of fc.sample(arbitrary, { numRuns: count, seed: 3 })) {
        const failures = check(value);
        const meant = (failure: Failure) => failure.keyword === keyword && failure.pointer === pointer;
        // These come with the failures inside them, which only explain them.
        const explained = (failure: Failure) =>
          failure.keyword === 'if' || (explaining.has(keyword) && failure.pointer.startsWith(pointer));
        found.samples += 1;
        if (!failures.some(meant)) continue;
        found.named += 1;
        if (failures.every((failure) => meant(failure) || explained(failure))) found.alone += 1;
      }
    } catch (error) {
      if (error instanceof UnbreakableSchema) unbreakable.push(name);
      else failed.push([name, error instanceof Error ? error.message : String(error)]);
    }
  }
  return { ...found, unbreakable, failed };
}
