import { createHash } from 'node:crypto';

/** Octets that do not compress, always the same for a seed and a size, and different in every block of them. */
export function filler(seed: number, size: number): Buffer {
  if (size === 0) return Buffer.alloc(0);
  return createHash('shake256', { outputLength: size }).update(`filler ${seed}`).digest();
}
