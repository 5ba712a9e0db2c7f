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

/** Share of the draws so far that held, of an arbitrary made by `bounded`; 1 for any other, 0 where drawing failed for good. */
export function yieldOf(arbitrary: fc.Arbitrary<unknown>): number {
  return arbitrary instanceof Bounded ? arbitrary.share : 1;
}

class Bounded<T> extends fc.Arbitrary<T> {
  private readonly source: fc.Arbitrary<T>;
  private readonly holds: (value: T) => boolean;
  private readonly pointer: string;
  private readonly reason: string;
  private draws = 0;
  private kept = 0;
  private dead = false;

  constructor(source: fc.Arbitrary<T>, holds: (value: T) => boolean, pointer: string, reason: string) {
    super();
    this.source = source;
    this.holds = holds;
    this.pointer = pointer;
    this.reason = reason;
  }

  get share(): number {
    return this.draws === 0 ? 1 : this.kept / this.draws;
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    for (let attempt = 0; attempt < tries && !this.dead; attempt++) {
      // Bias prefers edges, which may be the very values that do not hold.
      const drawn = this.attempt(mrng, attempt < tries / 4 ? biasFactor : undefined);
      if (drawn === undefined) continue;
      this.kept += 1;
      return drawn;
    }
    this.dead = this.kept === 0;
    throw new ExhaustedSearch(this.pointer, this.reason);
  }

  private attempt(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> | undefined {
    this.draws += 1;
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
