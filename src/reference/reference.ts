import { createApi } from './api/api.ts';
import type { Choices } from './choices.ts';
import { defaultChoices } from './choices.ts';
import { createClock } from './clock.ts';
import type { FileStore } from './files/file-store.ts';
import { createFileStore } from './files/file-store.ts';
import { altSamples, mainSamples } from './files/sample-files.ts';
import type { Handler } from './handler.ts';
import { createOrganisation } from './organisations.ts';
import type { Principal } from './principals.ts';
import { createPrincipal } from './principals.ts';
import type { Server, Sign } from './server.ts';
import { createSigner } from './signing/signer.ts';
import { createStorage } from './storage/storage.ts';
import { compressed } from './transport/compression.ts';
import { finished } from './transport/finish.ts';
import { rateLimited } from './transport/rate-limit.ts';

export type { Handler, Principal };

/** A conforming server without a port, and what a defect or a test needs to know of it. */
export interface Reference {
  /** API and storage, routed by path. */
  readonly handle: Handler;
  readonly main: Principal;
  /** A principal of another organisation. */
  readonly alt: Principal;
  readonly choices: Choices;
  readonly files: FileStore;
  /** Where URLs point to; set once the server listens. */
  readonly origins: { api: string; storage: string };
  /** Milliseconds since the epoch, by the server's clock or by that of a tenant. */
  now(tenant?: string): number;
  /** Moves the clock of one tenant by milliseconds. */
  moveClock(tenant: string, milliseconds: number): void;
  /** Makes a valid signed URL for a path of the storage; `expires` in seconds since the epoch. */
  readonly sign: Sign;
  /** Removes the temporary folder. */
  close(): Promise<void>;
}

/** A reference server that differs from the exemplary one in the given choices only. */
export async function createReference(overrides: Partial<Choices> = {}): Promise<Reference> {
  const choices = { ...defaultChoices, ...overrides };
  const origins = { api: 'http://reference.test', storage: 'http://reference.test' };
  const files = await createFileStore(choices);
  const clock = createClock(choices.clockSkew);
  const first = createOrganisation(choices.tokenShape);
  const second = createOrganisation(choices.tokenShape);
  const signer = createSigner(choices, clock.now);
  const sign: Sign = (method, path, expires, parameters = {}) =>
    new URL(signer.write({ method, path, expires, parameters }), origins.storage);
  const server = { choices, clock, files, organisations: [first, second], signer, sign };
  return {
    handle: createHandler(server),
    main: await createPrincipal(first, mainSamples(choices.mainFile), files),
    alt: await createPrincipal(second, altSamples(), files),
    ...{ choices, files, origins, sign, now: clock.now, moveClock: clock.move, close: files.close },
  };
}

function createHandler(server: Server): Handler {
  const { choices, clock } = server;
  const api = compressed(rateLimited(createApi(server), choices, clock.now), choices.gzipApi);
  const storage = compressed(createStorage(server), choices.gzipStorage);
  const routed: Handler = (request) =>
    new URL(request.url).pathname.startsWith('/storage/') ? storage(request) : api(request);
  return finished(routed, choices, clock);
}
