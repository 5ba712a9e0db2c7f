import type { S3Address } from './s3-address.ts';
import type { Permit } from './s3-presigning.ts';
import { presigned } from './s3-presigning.ts';

type Asked = Pick<Permit, 'method' | 'path'> & {
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
};

/** Seconds for which a request of the server itself stays valid. */
const patience = 60;

/**
 * Sends a request of the server itself to the store; `now` is the store's clock, in milliseconds since the epoch. Throws unless it
 * is answered 2xx, or 404 when nothing was to be stored.
 */
export async function askBucket(address: S3Address, now: number, asked: Asked): Promise<Response> {
  const { method, headers = {}, body = null } = asked;
  const url = await presigned(address, { ...asked, now, expires: now / 1000 + patience });
  const response = await fetch(url, { method, headers, body });
  if (response.ok || (response.status === 404 && method !== 'PUT')) return response;
  const said = /<Code>(.*?)<\/Code>/.exec(await response.text())?.[1] ?? '';
  throw new Error(`${method} /${address.bucket}${asked.path} → ${response.status} ${said}`.trimEnd());
}
