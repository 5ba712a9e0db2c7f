import fc from 'fast-check';

/** An arbitrary that is built when it is first drawn from. */
export class Deferred<T> extends fc.Arbitrary<T> {
  private readonly make: () => fc.Arbitrary<T>;
  private made: fc.Arbitrary<T> | undefined;

  constructor(make: () => fc.Arbitrary<T>) {
    super();
    this.make = make;
  }

  private get source(): fc.Arbitrary<T> {
    return (this.made ??= this.make());
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return this.source.generate(mrng, biasFactor);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.source.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.source.shrink(value, context);
  }
}
