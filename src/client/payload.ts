import { createCipheriv, createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Payload, SentRequest } from './exchange.ts';

/** Octets of one chunk: few enough for a slow link to take one within the limit of silence, many enough for a fast one. */
const chunkSize = 256 * 2 ** 10;

/** A payload of octets in memory; they must not change until it is sent. */
export function payloadOf(bytes: Uint8Array): Payload {
  const parts = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, index) =>
    bytes.subarray(index * chunkSize, (index + 1) * chunkSize),
  );
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    chunks: () => parts,
  };
}

/**
 * A payload of `size` incompressible octets that depend on the seed (an integer) alone, and never lie in memory as a whole.
 * Resolves when they are hashed: about a second for each GiB.
 */
export async function streamed(size: number, seed: number): Promise<Payload> {
  const chunks = (): Iterable<Uint8Array> => keystream(size, seed);
  const hash = createHash('sha256');
  for (const chunk of chunks()) {
    hash.update(chunk);
    await turn();
  }
  return { size, sha256: hash.digest('hex'), chunks };
}

/** The request with the measures of its payload only, so that the octets are not kept with the evidence. */
export function withoutOctets(request: SentRequest): SentRequest {
  const { payload } = request;
  if (payload === undefined) return request;
  return { ...request, payload: { size: payload.size, sha256: payload.sha256, chunks: notKept } };
}

function notKept(): never {
  throw new Error('the octets of a recorded payload are not kept');
}

/** The keystream of AES-128 in counter mode: its key is the beginning of the seed's SHA-256. */
function* keystream(size: number, seed: number): Generator<Uint8Array> {
  const key = createHash('sha256').update(String(seed)).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(chunkSize);
  for (let left = size; left > 0; left -= chunkSize)
    yield cipher.update(left < chunkSize ? zeros.subarray(0, left) : zeros);
}
