import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Choices } from '../choices.ts';
import { randomText } from '../random-text.ts';
import { createFileId } from './file-id.ts';
import type { NewFile, StoredFile } from './stored-file.ts';

/** Metadata in memory, bytes in a temporary folder. */
export interface FileStore {
  /** Stores a file under a fresh id. */
  add(file: NewFile, bytes: Uint8Array): Promise<StoredFile>;
  /** The files of a business unit, oldest first. */
  ofTenant(tenant: string): readonly StoredFile[];
  /** The file with this id, whoever owns it. */
  withId(fileId: string): StoredFile | undefined;
  /** The file whose object lies at this path of the storage. */
  atPath(objectPath: string): StoredFile | undefined;
  /** The whole file in memory. */
  read(file: StoredFile): Promise<Buffer>;
  /** The octets `first` to `last`, both included, read from disk as they are wanted; all of them by default. */
  stream(file: StoredFile, first?: number, last?: number): ReadableStream<Uint8Array>;
  /** Removes the temporary folder. */
  readonly close: () => Promise<void>;
}

type StoreChoices = Pick<Choices, 'fileIdShape' | 'fileIdLookup' | 'objectPath'>;

/** An empty store in a new temporary folder. */
export async function createFileStore(choices: StoreChoices): Promise<FileStore> {
  const folder = await mkdtemp(join(tmpdir(), 'reference-'));
  const files: StoredFile[] = [];
  const key = (fileId: string) => (choices.fileIdLookup === 'exact' ? fileId : fileId.toLowerCase());
  return {
    async add(file, bytes) {
      const stored = describe(file, bytes, folder, choices);
      await writeFile(stored.diskPath, bytes);
      files.push(stored);
      return stored;
    },
    ofTenant: (tenant) => files.filter((file) => file.tenant === tenant),
    withId: (fileId) => files.find((file) => key(file.fileId) === key(fileId)),
    atPath: (objectPath) => files.find((file) => file.objectPath === objectPath),
    read: (file) => readFile(file.diskPath),
    stream: (file, first = 0, last = file.fileSize - 1) => ReadableStream.from(octets(file, first, last)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function describe(file: NewFile, bytes: Uint8Array, folder: string, choices: StoreChoices): StoredFile {
  const object = randomText(22);
  const name = choices.objectPath === 'named' ? `/${encodeURIComponent(file.filename)}` : '';
  return {
    ...file,
    fileId: createFileId(choices.fileIdShape),
    fileSize: bytes.byteLength,
    etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`,
    objectPath: `/storage/objects/${object}${name}`,
    diskPath: join(folder, object),
  };
}

async function* octets(file: StoredFile, first: number, last: number): AsyncGenerator<Uint8Array> {
  if (last < first) return;
  for await (const chunk of createReadStream(file.diskPath, { start: first, end: last }))
    yield chunk as Buffer;
}
