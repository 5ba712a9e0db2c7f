import type { StoredFile } from '../files/stored-file.ts';

/** What a signed URL lets anyone do with one object. */
export type Access =
  | { readonly method: 'GET'; readonly disposition: 'attachment' | 'inline' }
  | { readonly method: 'PUT'; readonly contentType: string };

/** Where the bytes of files lie and what signed URLs lead to. */
export interface ObjectStore {
  /** A signed URL; `expires` in seconds since the epoch. `now`, in milliseconds since the epoch, is the server's clock for the tenant. */
  url(file: StoredFile, access: Access, expires: number, now: number): Promise<string>;
  /** Octets of the object; undefined while nothing was stored. */
  size(file: StoredFile): Promise<number | undefined>;
  /** Stores the bytes of a file that the server brings itself. */
  write(file: StoredFile, bytes: Uint8Array): Promise<void>;
  /** Removes the object, if there is one. */
  remove(file: StoredFile): Promise<void>;
  /** Moves the clock of the store by milliseconds, where it has one of its own. */
  moveClock(milliseconds: number): void | Promise<void>;
  /** Frees what it holds. */
  close(): Promise<void>;
}
