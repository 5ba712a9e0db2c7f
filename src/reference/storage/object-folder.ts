import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomText } from '../random-text.ts';

/** Bytes that were received completely. */
export interface StoredObject {
  /** Octets. */
  readonly size: number;
  /** Strong entity tag, with its quotes. */
  readonly etag: string;
  /** The bytes themselves, or their path on the local disk, which no other version of the object shares. */
  readonly content: Buffer | string;
  /** Milliseconds since the epoch at which it was received. */
  readonly since: number;
}

/** Objects by their path in the storage: large ones in a temporary folder, others in memory. */
export interface ObjectFolder {
  at(objectPath: string): StoredObject | undefined;
  /** Keeps octets as they come, many of them on disk; rejects and leaves nothing when their source fails. */
  receive(octets: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredObject>;
  /** Puts received bytes at a path, at once; then removes those that they replace. */
  keep(objectPath: string, object: StoredObject): Promise<void>;
  /** Removes received bytes that are not kept. */
  discard(object: StoredObject): Promise<void>;
  remove(objectPath: string): Promise<void>;
  /** The whole object in memory. */
  read(object: StoredObject): Promise<Buffer>;
  /** The octets `first` to `last`, both included, read as they are wanted; all of them by default. */
  stream(object: StoredObject, first?: number, last?: number): ReadableStream<Uint8Array>;
  /** Removes the temporary folder. */
  close(): Promise<void>;
}

/** Octets that are read from disk at once, and gathered to be written at once: each access is a trip to another thread. */
const diskBuffer = 2 ** 20;
/** The most octets of an object that is kept in memory. */
const mostInMemory = diskBuffer;

/** An empty folder; what it keeps shows after `delay` milliseconds. */
export async function createObjectFolder(delay = 0): Promise<ObjectFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-'));
  const objects = new Map<string, StoredObject>();
  const discard = async ({ content }: StoredObject): Promise<void> => {
    if (typeof content === 'string') await rm(content, { force: true });
  };
  return {
    at(objectPath) {
      const object = objects.get(objectPath);
      return object && Date.now() - object.since >= delay ? object : undefined;
    },
    receive: (octets) => receive(octets, join(folder, randomText(22))),
    async keep(objectPath, object) {
      const older = objects.get(objectPath);
      objects.set(objectPath, object);
      if (older) await discard(older);
    },
    discard,
    async remove(objectPath) {
      const object = objects.get(objectPath);
      objects.delete(objectPath);
      if (object) await discard(object);
    },
    read: async ({ content }) => (typeof content === 'string' ? readFile(content) : Buffer.from(content)),
    stream: (object, first = 0, last = object.size - 1) => ReadableStream.from(octets(object, first, last)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function receive(
  octets: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  diskPath: string,
): Promise<StoredObject> {
  const hash = createHash('sha256');
  let size = 0;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of octets) {
      hash.update(chunk);
      size += chunk.byteLength;
      yield chunk;
    }
  }
  const content = await keptWhole(measured(), diskPath);
  return { size, etag: `"${hash.digest('hex').slice(0, 32)}"`, content, since: Date.now() };
}

/** Octets in memory; where there are too many, the path at which they lie on disk. */
async function keptWhole(octets: AsyncGenerator<Uint8Array>, diskPath: string): Promise<Buffer | string> {
  const start: Uint8Array[] = [];
  let size = 0;
  for (let next = await octets.next(); !next.done; next = await octets.next()) {
    start.push(next.value);
    size += next.value.byteLength;
    if (size > mostInMemory) return writtenTo(diskPath, start, octets);
  }
  return Buffer.concat(start);
}

async function writtenTo(
  diskPath: string,
  start: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): Promise<string> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* start;
    yield* rest;
  }
  try {
    await pipeline(whole, createWriteStream(diskPath, { highWaterMark: diskBuffer }));
  } catch (error) {
    await rm(diskPath, { force: true });
    throw error;
  }
  return diskPath;
}

async function* octets({ content }: StoredObject, first: number, last: number): AsyncGenerator<Uint8Array> {
  if (last < first) return;
  if (typeof content !== 'string') {
    // A copy: nobody who reads an object changes it.
    yield new Uint8Array(content.subarray(first, last + 1));
    return;
  }
  const options = { start: first, end: last, highWaterMark: diskBuffer };
  for await (const chunk of createReadStream(content, options)) yield chunk as Buffer;
}
