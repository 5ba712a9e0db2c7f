import type { StoredFile } from '../files/stored-file.ts';
import type { Handler } from '../handler.ts';
import type { StorageServer } from '../server.ts';
import { createObjectFolder } from './object-folder.ts';
import type { Access, ObjectStore } from './object-store.ts';
import { entryPath } from './redirect.ts';
import { createStorage } from './storage.ts';

/** The store that this server is itself: signed paths of its own, large objects in a temporary folder. */
export interface LocalStore extends ObjectStore {
  /** Answers requests for signed URLs. */
  readonly handle: Handler;
  /** The whole object in memory; rejects while nothing was stored. */
  read(file: StoredFile): Promise<Buffer>;
}

/** An empty store. */
export async function createLocalStore(server: StorageServer): Promise<LocalStore> {
  const { choices, sign } = server;
  const folder = await createObjectFolder(choices.uploadDelay);
  return {
    handle: createStorage(server, folder),
    url({ objectPath }, access, expires) {
      const path = entryPath(objectPath, choices.redirect);
      return Promise.resolve(sign(access.method, path, expires, signedParameters(access, server)).href);
    },
    size: ({ objectPath }) => Promise.resolve(folder.at(objectPath)?.size),
    // What no client uploads is there at once.
    write: async ({ objectPath }, bytes) =>
      folder.keep(objectPath, { ...(await folder.receive([bytes])), since: 0 }),
    remove: ({ objectPath }) => folder.remove(objectPath),
    // Expiry is judged by the tenant's clock, which the server moves.
    moveClock: () => undefined,
    close: () => folder.close(),
    read({ objectPath }) {
      const object = folder.at(objectPath);
      return object ? folder.read(object) : Promise.reject(new Error(`nothing lies at ${objectPath}`));
    },
  };
}

function signedParameters(access: Access, { choices }: StorageServer): Record<string, string> {
  if (access.method === 'GET') return { disposition: access.disposition };
  return choices.putType === 'bound' ? { type: access.contentType } : {};
}
