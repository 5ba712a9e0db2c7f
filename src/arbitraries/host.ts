import fc from 'fast-check';
import type { Json } from '../contract/json.ts';
import type { Options } from './options.ts';
import type { Subject } from './subject.ts';
import { validOf } from './valid.ts';

/** A valid value to put a mutation into, always the same: of some drawn, the one with the most places, so that few must be added. */
export function hostFor(subject: Subject, options: Options): Json {
  const drawn = fc.sample(validOf(subject, { ...options, maxDepth: 2 }), { numRuns: 20, seed: 1 });
  const sized = drawn
    .map((value) => ({ value, size: JSON.stringify(value).length }))
    .sort((a, b) => a.size - b.size);
  return sized[Math.floor(sized.length * 0.75)]?.value ?? null;
}
