import fc from 'fast-check';
import type { Json } from '../../contract/json.ts';

/** A member of an object or an item of an array, still to be drawn. */
export interface Part {
  /** Name of the member; empty for an item. */
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Json>;
  /** True when the whole may do without it. */
  readonly droppable: boolean;
}

interface Drawn extends Part {
  readonly value: fc.Value<Json>;
}

/** How a whole is put together: what to draw, and what it becomes. */
export interface Assembly<T> {
  draw(mrng: fc.Random, draw: (part: Part) => fc.Value<Json>): readonly (readonly [Part, fc.Value<Json>])[];
  assemble(parts: readonly (readonly [string, Json])[]): T;
}

/** Arrays and objects: drawn part by part; shrunk by dropping what can be dropped, then by shrinking one part at a time. */
export class Parts<T> extends fc.Arbitrary<T> {
  private readonly assembly: Assembly<T>;

  constructor(assembly: Assembly<T>) {
    super();
    this.assembly = assembly;
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    const drawn = this.assembly.draw(mrng, (part) => part.arbitrary.generate(mrng, biasFactor));
    return this.whole(drawn.map(([part, value]) => ({ ...part, value })));
  }

  override canShrinkWithoutContext(_value: unknown): _value is T {
    return false;
  }

  override shrink(_value: T, context: unknown): fc.Stream<fc.Value<T>> {
    if (!Array.isArray(context)) return fc.Stream.nil();
    const parts = context as readonly Drawn[];
    return fc.stream(this.smaller(parts));
  }

  private *smaller(parts: readonly Drawn[]): IterableIterator<fc.Value<T>> {
    const needed = parts.filter((part) => !part.droppable);
    if (needed.length < parts.length - 1) yield this.whole(needed);
    for (const part of parts) {
      if (part.droppable) yield this.whole(parts.filter((other) => other !== part));
    }
    for (const [index, part] of parts.entries()) {
      for (const value of part.arbitrary.shrink(part.value.value_, part.value.context)) {
        yield this.whole(parts.with(index, { ...part, value }));
      }
    }
  }

  private whole(parts: readonly Drawn[]): fc.Value<T> {
    const value = this.assembly.assemble(parts.map((part) => [part.name, part.value.value_] as const));
    return new fc.Value(value, parts);
  }
}
