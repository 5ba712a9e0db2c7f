import { createCipheriv, createHash } from 'node:crypto';

/** Octets that do not compress, always the same for a seed and a size, and different in every block of them. */
export function filler(seed: number, size: number): Buffer {
  const key = createHash('sha256').update(`filler ${seed}`).digest();
  // The key stream alone: megabytes in milliseconds, which a hash does not give.
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}
