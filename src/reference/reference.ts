import { createApi } from './api/api.ts';
import type { Choices } from './choices.ts';
import { defaultChoices } from './choices.ts';
import { createClock } from './clock.ts';
import type { FileRegister } from './files/file-register.ts';
import { createFileRegister } from './files/file-register.ts';
import { altSamples, mainSamples } from './files/sample-files.ts';
import type { StoredFile } from './files/stored-file.ts';
import type { Handler } from './handler.ts';
import { createOrganisation } from './organisations.ts';
import type { Principal } from './principals.ts';
import { createPrincipal } from './principals.ts';
import type { Server, Sign, StorageServer } from './server.ts';
import { createSigner } from './signing/signer.ts';
import { createLocalStore } from './storage/local-store.ts';
import type { ObjectStore } from './storage/object-store.ts';
import { compressed } from './transport/compression.ts';
import { finished } from './transport/finish.ts';
import { throughGateway } from './transport/gateway.ts';
import { rateLimited } from './transport/rate-limit.ts';
import { sometimesUnavailable } from './transport/unavailable.ts';

export type { Handler, Principal };

/** A conforming server without a port, and what a defect or a test needs to know of it. */
export interface Reference {
  /** API and storage, routed by path. */
  readonly handle: Handler;
  readonly main: Principal;
  /** A principal of another organisation. */
  readonly alt: Principal;
  readonly choices: Choices;
  readonly files: KnownFiles;
  readonly store: ObjectStore;
  /** Where URLs point to; set once the server listens. */
  readonly origins: { api: string; storage: string };
  /** Milliseconds since the epoch, by the server's clock or by that of a tenant. */
  now(tenant?: string): number;
  /** Moves the clocks of tenants by milliseconds, and that of another store than the server's own. */
  moveClock(tenants: readonly string[], milliseconds: number): void | Promise<void>;
  /** Makes a valid signed URL for a path of the storage; `expires` in seconds since the epoch. */
  readonly sign: Sign;
  /** Frees what the store holds. */
  close(): Promise<void>;
}

/** The register of files, and their bytes where the server stores them itself. */
export interface KnownFiles extends FileRegister {
  /** The whole file in memory; rejects while nothing was stored, and for files in another store. */
  read(file: StoredFile): Promise<Buffer>;
}

/** A reference server that differs from the exemplary one in the given choices only; `storage` opens another store than its own. */
export async function createReference(
  overrides: Partial<Choices> = {},
  storage?: () => Promise<ObjectStore>,
): Promise<Reference> {
  const choices = { ...defaultChoices, ...overrides };
  const origins = { api: 'http://reference.test', storage: 'http://reference.test' };
  const files = createFileRegister(choices);
  const clock = createClock(choices.clockSkew);
  const signer = createSigner(choices, clock.now);
  const sign: Sign = (method, path, expires, parameters = {}) =>
    new URL(signer.write({ method, path, expires, parameters }), origins.storage);
  const own = { choices, clock, files, signer, sign };
  const { store, ...serving } = await openStore(own, storage);
  const first = createOrganisation(choices, 0);
  const second = createOrganisation(choices, 1);
  const server = { choices, clock, files, store, organisations: [first, second] };
  return {
    handle: createHandler(server, serving.handle),
    main: await createPrincipal(first, mainSamples(choices.mainFile), server),
    alt: await createPrincipal(second, altSamples(), server),
    files: { ...files, read: serving.read },
    moveClock(tenants, milliseconds) {
      for (const tenant of tenants) clock.move(tenant, milliseconds);
      return store.moveClock(milliseconds);
    },
    ...{ choices, store, origins, sign, now: clock.now, close: () => store.close() },
  };
}

/** The store that URLs lead to, and what the server's own store offers besides. */
async function openStore(own: StorageServer, storage?: () => Promise<ObjectStore>) {
  if (!storage) {
    const store = await createLocalStore(own);
    return { store, handle: store.handle, read: (file: StoredFile) => store.read(file) };
  }
  const read = () => Promise.reject<Buffer>(new Error('the bytes lie in another store'));
  return { store: await storage(), handle: undefined, read };
}

function createHandler(server: Server, ownStorage: Handler | undefined): Handler {
  const { choices, clock } = server;
  const available = sometimesUnavailable(createApi(server), choices);
  const limited = rateLimited(available, choices, clock.now);
  const api = compressed(throughGateway(limited, choices.gateway), choices.gzipApi);
  const storage = ownStorage && compressed(ownStorage, choices.gzipStorage);
  const routed: Handler = (request) =>
    storage && new URL(request.url).pathname.startsWith('/storage/') ? storage(request) : api(request);
  return finished(routed, choices, clock);
}
