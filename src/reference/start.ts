import type { Choices } from './choices.ts';
import type { Handler } from './handler.ts';
import { listen } from './listen.ts';
import type { Reference } from './reference.ts';
import { createReference } from './reference.ts';
import type { ObjectStore } from './storage/object-store.ts';

/** One deliberate fault, wrapped around the reference server's handler. */
export interface Defect {
  readonly name: string;
  wrap(reference: Reference): Handler;
}

/** A reference server that listens; `origins` are real, and `close` also ends every connection. */
export type RunningReference = Reference;

/** What a started server differs in from the exemplary one. */
export interface StartOptions {
  readonly choices?: Partial<Choices>;
  /** At most one fault. */
  readonly defect?: Defect;
  /** Opens another store than the server's own. */
  readonly storage?: () => Promise<ObjectStore>;
}

/** Starts a reference server on 127.0.0.1. */
export async function startReference({ defect, ...options }: StartOptions = {}): Promise<RunningReference> {
  const reference = await createReference(options.choices, options.storage);
  const { choices, origins } = reference;
  const handle = defect ? defect.wrap(reference) : reference.handle;
  const api = await listen(handle, choices);
  const storage = choices.storageOrigin === 'separate' ? await listen(handle, choices) : api;
  Object.assign(origins, { api: api.origin, storage: storage.origin });
  const close = async () => {
    await Promise.all([...new Set([api, storage])].map((listener) => listener.close()));
    await reference.close();
  };
  return { ...reference, handle, close };
}
