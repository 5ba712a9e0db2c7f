import type { StoredFile } from '../files/stored-file.ts';
import { contentDisposition } from './content-disposition.ts';
import type { Access, ObjectStore } from './object-store.ts';
import { s3Address } from './s3-address.ts';
import { askBucket } from './s3-bucket.ts';
import { s3Clock } from './s3-clock.ts';
import type { Permit } from './s3-presigning.ts';
import { presigned } from './s3-presigning.ts';

/**
 * A bucket of an S3-compatible store that runs already; the form of `setting` is that of `s3Address`. Throws an Error that names
 * REFERENCE_STORAGE when it is wrong or leads to no bucket.
 */
export async function s3ObjectStore(setting: string): Promise<ObjectStore> {
  const address = s3Address(setting);
  const clock = await s3Clock(address.clockFile).catch((cause: unknown) => unusable('the clock file', cause));
  const ask = (
    method: Permit['method'],
    path: string,
    more: { headers?: Record<string, string>; body?: Uint8Array } = {},
  ) => askBucket(address, clock.now(), { method, path, ...more });
  const where = `the bucket "${address.bucket}"`;
  const bucket = await ask('HEAD', '').catch((cause: unknown) => unusable(where, cause));
  if (!bucket.ok) unusable(where, 'it does not exist');
  return {
    url: ({ objectPath, ...file }, access, expires, now) =>
      presigned(address, { path: objectPath, now, expires, ...allowing(access, file) }),
    async size({ objectPath }) {
      const answer = await ask('HEAD', objectPath);
      return answer.ok ? Number(answer.headers.get('content-length')) : undefined;
    },
    async write({ objectPath, contentType }, body) {
      await ask('PUT', objectPath, { headers: { 'content-type': contentType }, body });
    },
    async remove({ objectPath }) {
      const remove = () => ask('DELETE', objectPath);
      // The store refuses to remove what it stored later than now.
      await remove().catch(() => clock.atFurthest(remove));
    },
    moveClock: clock.move,
    close: () => Promise.resolve(),
  };
}

type Described = Pick<StoredFile, 'filename' | 'contentType'>;

function allowing(
  access: Access,
  { filename, contentType }: Described,
): Pick<Permit, 'method' | 'headers' | 'parameters'> {
  if (access.method === 'PUT') return { method: 'PUT', headers: { 'content-type': access.contentType } };
  return {
    method: 'GET',
    parameters: {
      'response-content-disposition': contentDisposition(access.disposition, filename, 'both'),
      'response-content-type': contentType,
    },
  };
}

function unusable(what: string, cause: unknown): never {
  // What `fetch` throws says why only in its own cause.
  const error = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(`REFERENCE_STORAGE: ${what} cannot be used: ${reason}`, { cause });
}
