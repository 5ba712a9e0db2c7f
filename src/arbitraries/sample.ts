import fc from 'fast-check';
import type { Json } from '../contract/json.ts';
import type { Builder } from './build/builder.ts';
import type { Conjunction } from './compilation.ts';
import { ExhaustedSearch } from './errors.ts';

/** Up to `count` different values of a conjunction, always the same, smallest first; none where none is found. */
export function samples(conjunction: Conjunction, builder: Builder, count: number): readonly Json[] {
  if (conjunction.alternatives.length === 0 || builder.heights.of(conjunction) === Infinity) return [];
  try {
    const drawn = fc.sample(builder.values(conjunction, 1, 2), { numRuns: count * 3, seed: 0 });
    const distinct = new Map(drawn.map((value) => [JSON.stringify(value), value]));
    return [...distinct]
      .sort(([a], [b]) => a.length - b.length)
      .map(([, value]) => value)
      .slice(0, count);
  } catch (error) {
    if (error instanceof ExhaustedSearch) return [];
    throw error;
  }
}
