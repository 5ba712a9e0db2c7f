import { AwsV4Signer } from 'aws4fetch';
import type { S3Address } from './s3-address.ts';

/** What a presigned URL allows. */
export interface Permit {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Path below the bucket, percent-encoded, with its leading slash; empty for the bucket itself. */
  readonly path: string;
  /** Moment of signing, in milliseconds since the epoch. */
  readonly now: number;
  /** Seconds since the epoch; a fraction counts as a whole second, so that no URL dies early. */
  readonly expires: number;
  /** The request must carry these as they are. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further query parameters, signed too. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A path-style URL presigned with AWS Signature Version 4. */
export async function presigned(address: S3Address, permit: Permit): Promise<string> {
  const { origin, bucket, region, keyId, secret } = address;
  const signedAt = Math.floor(permit.now / 1000);
  const url = new URL(`${origin}/${bucket}${permit.path}`);
  for (const [name, value] of Object.entries(permit.parameters ?? {})) url.searchParams.set(name, value);
  url.searchParams.set('X-Amz-Expires', String(Math.ceil(permit.expires) - signedAt));
  const signer = new AwsV4Signer({
    ...{ method: permit.method, url: url.href, headers: { ...permit.headers } },
    ...{ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region },
    datetime: basicDate(signedAt),
    signQuery: true,
    // Content-Type is among the fields that aws4fetch leaves out otherwise.
    allHeaders: true,
  });
  return (await signer.sign()).url.href;
}

/** Seconds since the epoch as `20260115T113000Z`. */
function basicDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
}
