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

function lastOctets(count: number, size: number): ByteRange | 'unsatisfiable' {
  return count > 0 && size > 0 ? { first: Math.max(size - count, 0), last: size - 1 } : 'unsatisfiable';
}
