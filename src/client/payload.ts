import { createCipheriv, createHash } from 'node:crypto';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { Octets, Payload, SentRequest } from './exchange.ts';

/** Octets of one chunk: few enough for a slow link to take one within the limit of silence, many enough for a fast one. */
const chunkSize = 256 * 2 ** 10;

/** A payload of octets in memory, which must not change any more. */
export function payloadOf(bytes: Uint8Array): Payload {
  const known = payloads.get(bytes) ?? cutUp(bytes);
  payloads.set(bytes, known);
  return known;
}

const payloads = new WeakMap<Uint8Array, Payload>();

function cutUp(bytes: Uint8Array): Payload {
  const parts = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, index) =>
    bytes.subarray(index * chunkSize, (index + 1) * chunkSize),
  );
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    chunks: () => parts,
    whole: bytes,
  };
}

/** Milliseconds after which the second part of a body comes by itself: a server that reads what is there has read the first. */
const apart = 40;

/** The octets of a text in two parts: cut in the first character that takes several octets, else in the middle of what is not blank. */
export function inTwo(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const several = bytes.findIndex((octet) => octet > 0x7f);
  const middle = Math.floor(Buffer.from(bytes).toString('latin1').trimEnd().length / 2);
  const cut = several < 0 ? middle : several + 1;
  return [bytes.subarray(0, cut), bytes.subarray(cut)];
}

/** The same with a pause between, so that a network delivers one after the other. */
export async function* oneAfterTheOther(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const [first, second] = inTwo(bytes);
  yield first;
  await pause(apart);
  yield second;
}

/** Milliseconds in which the first half of a payload that breaks off gets through. */
const half = 100;

/** The same payload, which announces all of its octets and breaks off after the first half of them: the connection is dropped then. */
export function brokenOff({ whole: _whole, ...payload }: Payload): Payload {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    let left = Math.floor(payload.size / 2);
    for await (const chunk of payload.chunks()) {
      yield chunk.subarray(0, left);
      left -= Math.min(left, chunk.length);
      if (left === 0) break;
    }
    await pause(half);
    throw new Error('broken off by the client');
  };
  return { ...payload, chunks };
}

/**
 * A payload of `size` incompressible octets that depend on the seed (an integer) alone, and never lie in memory as a whole.
 * No two aligned blocks of 4 KiB are equal. Resolves when they are hashed: about a second for each GiB.
 */
export async function streamed(size: number, seed: number): Promise<Payload> {
  const chunks = (): Iterable<Uint8Array> => repeated(size, seed);
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
  return payload === undefined ? request : { ...request, payload: measured(payload) };
}

/** A payload of which only the measures are known. */
export function measured({ size, sha256 }: Octets): Payload {
  return { size, sha256, chunks: notKept };
}

function notKept(): never {
  throw new Error('the octets of a recorded payload are not kept');
}

/**
 * Octets after which a streamed payload repeats: a prime, so that blocks of one length differ by their place in it. Two of 4 KiB
 * are equal only 16 GiB apart. Few enough to lie in a processor's cache: made anew, they would cost more than sending them.
 */
const period = 4_194_301;

/** The keystream of AES-128 in counter mode, again and again: its key is the beginning of the seed's SHA-256. */
function* repeated(size: number, seed: number): Generator<Uint8Array> {
  const key = createHash('sha256').update(String(seed)).digest().subarray(0, 16);
  const zeros = Buffer.alloc(Math.min(size, period));
  const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(zeros);
  // Each chunk is a view that may begin anywhere in the period.
  const octets = size > period ? Buffer.concat([stream, stream.subarray(0, chunkSize)]) : stream;
  for (let sent = 0; sent < size; sent += chunkSize) {
    const from = sent % period;
    yield octets.subarray(from, from + Math.min(chunkSize, size - sent));
  }
}
