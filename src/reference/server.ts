import type { Choices } from './choices.ts';
import type { Clock } from './clock.ts';
import type { FileStore } from './files/file-store.ts';
import type { Organisation } from './organisations.ts';
import type { Signer } from './signing/signer.ts';

/** Makes a valid signed URL for a path of the storage; `expires` in seconds since the epoch, `extra` is signed too. */
export type Sign = (method: string, path: string, expires: number, extra?: Record<string, string>) => URL;

/** What API and storage share. */
export interface Server {
  readonly choices: Choices;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly organisations: readonly Organisation[];
  readonly signer: Signer;
  readonly sign: Sign;
}
