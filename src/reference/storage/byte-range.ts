/** First and last octet, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** The single range that a `Range` field asks of `size` octets; undefined for none or one to be ignored. */
export function byteRange(field: string | null, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(field ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return lastOctets(Number(to), size);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return Number(from) < size ? { first: Number(from), last } : 'unsatisfiable';
}

/** Octets of the blocks in which a store that keeps no others delivers parts. */
const block = 512;

/** The blocks that hold a range, the last one as far as the file goes. */
export function wholeBlocks(range: ByteRange | undefined, size: number): ByteRange | undefined {
  if (range === undefined) return undefined;
  const first = range.first - (range.first % block);
  return { first, last: Math.min(range.last - (range.last % block) + block, size) - 1 };
}

function lastOctets(count: number, size: number): ByteRange | 'unsatisfiable' {
  return count > 0 && size > 0 ? { first: Math.max(size - count, 0), last: size - 1 } : 'unsatisfiable';
}
