import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { decoderOf, UndecodableError } from './content-coding.ts';
import type { HeaderList, Octets } from './exchange.ts';
import type { Limits } from './transport.ts';

/** Octets that are kept of a body that is not whole: it is shown and cannot be judged. */
const keptOfAPart = 16 * 2 ** 10;

/** A body as received. */
type Body = Octets & { body: Uint8Array; decoded?: Octets & { body: Uint8Array }; incomplete?: string };

/** Reads a body within limits, removes its content coding, and never throws: what goes wrong is `incomplete`, in words. */
export async function readBody(stream: Readable, headers: HeaderList, limits: Limits): Promise<Body> {
  const received = new Tally(limits.keep);
  const decoded = new Tally(limits.keep);
  const decoder = decoderOf(headers, limits.read, (part) => {
    decoded.add(part);
  });
  let incomplete: string | undefined;
  try {
    for await (const chunk of stream) {
      received.add(chunk as Buffer);
      await decoder?.write(chunk as Buffer);
      if (Math.max(received.size, decoded.size) > limits.read) {
        incomplete = `longer than ${inUnits(limits.read)}`;
        break;
      }
    }
    // An answer to HEAD has none to decode, whatever its fields say.
    if (incomplete === undefined && received.size > 0) await decoder?.end();
  } catch (error) {
    incomplete =
      error instanceof UndecodableError
        ? `not what its Content-Encoding says: ${error.message}`
        : `cut off after ${received.size} octets: ${messageOf(error)}`;
  } finally {
    stream.destroy();
    decoder?.destroy();
  }
  const keep = incomplete === undefined ? limits.keep : keptOfAPart;
  return {
    ...received.result(keep),
    ...(decoder && { decoded: decoded.result(keep) }),
    ...(incomplete !== undefined && { incomplete }),
  };
}

/** Counts and hashes octets and keeps the first of them. */
class Tally {
  size = 0;
  readonly #keep: number;
  readonly #hash = createHash('sha256');
  readonly #kept: Buffer[] = [];

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(chunk: Buffer): void {
    if (this.size < this.#keep) this.#kept.push(chunk.subarray(0, this.#keep - this.size));
    this.size += chunk.length;
    this.#hash.update(chunk);
  }

  /** The first `most` of what was kept. */
  result(most: number): Octets & { body: Uint8Array } {
    const kept = Buffer.concat(this.#kept);
    const body = kept.length > most ? Buffer.from(kept.subarray(0, most)) : kept;
    return { size: this.size, sha256: this.#hash.digest('hex'), body };
  }
}

function inUnits(octets: number): string {
  return octets % 2 ** 20 === 0 ? `${octets / 2 ** 20} MiB` : `${octets} octets`;
}

/** The message of what was thrown; of the first of several errors. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
