import type fc from 'fast-check';
import type { Json } from '../../contract/json.ts';
import type { Compilation, Conjunction } from '../compilation.ts';

/** Where a builder stands: what it may ask of the whole. */
export interface Site {
  readonly compilation: Compilation;
  readonly pointer: string;
  /** Nesting left before only what must be there is built. */
  readonly depth: number;
  /** Nesting above this place: 0 at the root. */
  readonly level: number;
  /** Whether a value of at most this nesting exists. */
  fits(conjunction: Conjunction, depth: number): boolean;
  /** Values one level below. */
  below(conjunction: Conjunction): fc.Arbitrary<Json>;
}
