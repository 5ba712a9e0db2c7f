import fc from 'fast-check';
import { valid } from '../../src/arbitraries/index.ts';
import type { Generator } from './measure.ts';

/** Fixed, so that two runs draw the same values. */
const seed = 7;

/** This project's `valid`. */
export const ours: Generator = {
  name: 'src/arbitraries',
  prepare({ schema, root, documents }) {
    const arbitrary = valid(schema, root, { documents });
    return Promise.resolve((count) => fc.sample(arbitrary, { numRuns: count, seed }));
  },
};
