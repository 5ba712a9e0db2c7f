import type { Choices } from '../choices.ts';
import { randomText } from '../random-text.ts';
import { createFileId } from './file-id.ts';
import type { NewFile, StoredFile } from './stored-file.ts';

/** The files that the server knows, pending ones included, in memory. */
export interface FileRegister {
  /** Enters a file under a fresh id and a fresh path. */
  add(file: NewFile): StoredFile;
  /** Strikes the file out: its id and its path are unknown from now on. */
  remove(file: StoredFile): void;
  /** The files of a business unit, oldest first. */
  ofTenant(tenant: string): readonly StoredFile[];
  /** The file with this id, whoever owns it. */
  withId(fileId: string): StoredFile | undefined;
  /** True for the id of a file that is or was there. */
  hasIssued(fileId: string): boolean;
  /** The file whose object lies at this path of the storage. */
  atPath(objectPath: string): StoredFile | undefined;
}

type RegisterChoices = Pick<Choices, 'fileIdShape' | 'fileIdLookup' | 'objectPath'>;

/** An empty register. */
export function createFileRegister(choices: RegisterChoices): FileRegister {
  const byId = new Map<string, StoredFile>();
  const byPath = new Map<string, StoredFile>();
  const issued = new Set<string>();
  const key = (fileId: string) => (choices.fileIdLookup === 'exact' ? fileId : fileId.toLowerCase());
  return {
    add(file) {
      const fileId = createFileId(choices.fileIdShape);
      const added = { ...file, fileId, objectPath: freshPath(file.filename, choices.objectPath) };
      byId.set(key(fileId), added);
      issued.add(key(fileId));
      byPath.set(added.objectPath, added);
      return added;
    },
    remove({ fileId, objectPath }) {
      byId.delete(key(fileId));
      byPath.delete(objectPath);
    },
    ofTenant: (tenant) => [...byId.values()].filter((file) => file.tenant === tenant),
    withId: (fileId) => byId.get(key(fileId)),
    hasIssued: (fileId) => issued.has(key(fileId)),
    atPath: (objectPath) => byPath.get(objectPath),
  };
}

function freshPath(filename: string, choice: Choices['objectPath']): string {
  const name = choice === 'named' ? `/${encodeURIComponent(filename)}` : '';
  return `/storage/objects/${randomText(22)}${name}`;
}
