import fc from 'fast-check';
import { ExhaustedSearch } from '../errors.ts';

/** Draws that a filter makes before it gives up. */
const tries = 100;

/**
 * Keeps what `holds`, drawing and shrinking as the source does. Unlike `fc.filter` it does not go on for ever:
 * generating throws ExhaustedSearch with the pointer and reason, at once when no draw has ever succeeded.
 */
export function bounded<T>(
  source: fc.Arbitrary<T>,
  holds: (value: T) => boolean,
  pointer: string,
  reason: string,
): fc.Arbitrary<T> {
  return new Bounded(source, holds, pointer, reason);
}

class Bounded<T> extends fc.Arbitrary<T> {
  private readonly source: fc.Arbitrary<T>;
  private readonly holds: (value: T) => boolean;
  private readonly pointer: string;
  private readonly reason: string;
  private outcome: 'untried' | 'alive' | 'dead' = 'untried';

  constructor(source: fc.Arbitrary<T>, holds: (value: T) => boolean, pointer: string, reason: string) {
    super();
    this.source = source;
    this.holds = holds;
    this.pointer = pointer;
    this.reason = reason;
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    for (let attempt = 0; attempt < tries && this.outcome !== 'dead'; attempt++) {
      // Bias prefers edges, which may be the very values that do not hold.
      const drawn = this.attempt(mrng, attempt < tries / 4 ? biasFactor : undefined);
      if (drawn === undefined) continue;
      this.outcome = 'alive';
      return drawn;
    }
    if (this.outcome === 'untried') this.outcome = 'dead';
    throw new ExhaustedSearch(this.pointer, this.reason);
  }

  private attempt(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> | undefined {
    try {
      const drawn = this.source.generate(mrng, biasFactor);
      return this.holds(drawn.value_) ? drawn : undefined;
    } catch (error) {
      if (error instanceof ExhaustedSearch) return undefined;
      throw error;
    }
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.source.canShrinkWithoutContext(value) && this.holds(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.source.shrink(value, context).filter((shrunk) => this.holds(shrunk.value_));
  }
}
