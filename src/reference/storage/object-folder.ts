import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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
  /** Path of the bytes on the local disk; no other version of the object shares it. */
  readonly diskPath: string;
  /** Milliseconds since the epoch at which it was received. */
  readonly since: number;
}

/** Objects by their path in the storage, the bytes in a temporary folder. */
export interface ObjectFolder {
  at(objectPath: string): StoredObject | undefined;
  /** Writes octets to disk as they come; rejects and leaves nothing when their source fails. */
  receive(octets: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredObject>;
  /** Puts received bytes at a path, at once; then removes those that they replace. */
  keep(objectPath: string, object: StoredObject): Promise<void>;
  /** Removes received bytes that are not kept. */
  discard(object: StoredObject): Promise<void>;
  remove(objectPath: string): Promise<void>;
  /** The octets `first` to `last`, both included, read from disk as they are wanted; all of them by default. */
  stream(object: StoredObject, first?: number, last?: number): ReadableStream<Uint8Array>;
  /** Removes the temporary folder. */
  close(): Promise<void>;
}

/** Octets that are read from disk at once, and gathered to be written at once: each access is a trip to another thread. */
const diskBuffer = 2 ** 20;

/** An empty folder; what it keeps shows after `delay` milliseconds. */
export async function createObjectFolder(delay = 0): Promise<ObjectFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-'));
  const objects = new Map<string, StoredObject>();
  const discard = ({ diskPath }: StoredObject) => rm(diskPath, { force: true });
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
  try {
    await pipeline(measured, createWriteStream(diskPath, { highWaterMark: diskBuffer }));
  } catch (error) {
    await rm(diskPath, { force: true });
    throw error;
  }
  return { size, etag: `"${hash.digest('hex').slice(0, 32)}"`, diskPath, since: Date.now() };
}

async function* octets(object: StoredObject, first: number, last: number): AsyncGenerator<Uint8Array> {
  if (last < first) return;
  for await (const chunk of createReadStream(object.diskPath, {
    start: first,
    end: last,
    highWaterMark: diskBuffer,
  }))
    yield chunk as Buffer;
}
