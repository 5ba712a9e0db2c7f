import { dated, plain, sharedAccess, signatureV2 } from './dialects.ts';
import { pathScheme } from './path-scheme.ts';
import { queryScheme } from './query-scheme.ts';
import type { SigningScheme } from './scheme.ts';
import { jsonWebToken, opaqueToken } from './token-schemes.ts';

/** The ways in which this server can write a signed URL. */
export const schemes = {
  plain: queryScheme(plain('hex')),
  base64: queryScheme(plain('base64')),
  base64url: queryScheme(plain('base64url')),
  's3-v4': queryScheme(dated('X-Amz', 'AWS4-HMAC-SHA256', 's3/aws4_request')),
  's3-v2': queryScheme(signatureV2),
  gcs: queryScheme(dated('X-Goog', 'GOOG4-HMAC-SHA256', 'storage/goog4_request')),
  azure: queryScheme(sharedAccess),
  path: pathScheme,
  token: opaqueToken,
  jwt: jsonWebToken,
} satisfies Record<string, SigningScheme>;

/** Name of a signing scheme. */
export type SchemeName = keyof typeof schemes;
