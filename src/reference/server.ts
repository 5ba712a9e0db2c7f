import type { Choices } from './choices.ts';
import type { Clock } from './clock.ts';
import type { FileRegister } from './files/file-register.ts';
import type { Organisation } from './organisations.ts';
import type { Signer } from './signing/signer.ts';
import type { ObjectStore } from './storage/object-store.ts';

/** Makes a valid signed URL for a path of the storage; `expires` in seconds since the epoch, `extra` is signed too. */
export type Sign = (method: string, path: string, expires: number, extra?: Record<string, string>) => URL;

/** What the server's own storage needs to know. */
export interface StorageServer {
  readonly choices: Choices;
  readonly clock: Clock;
  readonly files: FileRegister;
  readonly signer: Signer;
  readonly sign: Sign;
}

/** What the API needs to know. */
export interface Server extends Pick<StorageServer, 'choices' | 'clock' | 'files'> {
  readonly organisations: readonly Organisation[];
  readonly store: ObjectStore;
}
