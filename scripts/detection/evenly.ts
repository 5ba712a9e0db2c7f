/** A list in another order, of which each beginning is spread evenly over the whole. */
export function evenly<T>(list: readonly T[]): T[] {
  const bits = Math.ceil(Math.log2(Math.max(list.length, 1)));
  const order = Array.from({ length: 2 ** bits }, (_, index) => reversed(index, bits));
  return order.flatMap((index) => list.slice(index, index + 1));
}

/** A number with its lowest bits in the opposite order. */
function reversed(index: number, bits: number): number {
  return Array.from({ length: bits }).reduce<number>((sum, _, bit) => sum * 2 + ((index >> bit) & 1), 0);
}
