import type { Sample } from './files/sample-files.ts';
import type { Organisation } from './organisations.ts';
import type { Server } from './server.ts';

/** One identity that a client can take. */
export interface Principal {
  readonly token: string;
  readonly tenant: string;
  /** An existing file of the tenant. */
  readonly fileId: string;
  /** Another business unit of the same organisation: the same key opens it, and it owns no file. */
  readonly otherTenant: string;
  /** Another key of the organisation, without the permission to read files. */
  readonly limitedToken: string;
}

/** Stores the samples in the organisation's first business unit; the first of them becomes the principal's file. */
export async function createPrincipal(
  { token, limitedToken, tenants }: Organisation,
  samples: readonly Sample[],
  { files, store }: Pick<Server, 'files' | 'store'>,
): Promise<Principal> {
  const [tenant = '', otherTenant = ''] = tenants;
  const stored = [];
  for (const { bytes, ...about } of samples) {
    const file = files.add({ ...about, tenant });
    await store.write(file, bytes);
    stored.push(file);
  }
  return { token, limitedToken, tenant, otherTenant, fileId: stored[0]?.fileId ?? '' };
}
