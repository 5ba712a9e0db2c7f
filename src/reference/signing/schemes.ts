import { dated, plain, sharedAccess, signatureV2 } from './dialects.ts';
import {
  countedSignature,
  crockfordSignature,
  secureLink,
  temporaryUrl,
  tinySignature,
  tracedSignature,
} from './parameter-schemes.ts';
import { pathScheme, pathTermsScheme } from './path-scheme.ts';
import { signedPolicy } from './policy-scheme.ts';
import { queryScheme } from './query-scheme.ts';
import type { SigningScheme } from './scheme.ts';
import {
  edgeToken,
  encryptedPath,
  encryptedQuery,
  matrixParameters,
  paddedPath,
  shortPrefix,
} from './sealed-schemes.ts';
import {
  namedTicket,
  ticket,
  ticketBesideId,
  ticketWithExpiry,
  ticketWithExtension,
  ticketWithHash,
  tracedTicket,
} from './ticket-schemes.ts';
import { jsonWebToken, jsonWebTokenAnywhere, opaqueToken } from './token-schemes.ts';

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
  'path-terms': pathTermsScheme,
  token: opaqueToken,
  jwt: jsonWebToken,
  'jwt-anywhere': jsonWebTokenAnywhere,
  ticket,
  'named-ticket': namedTicket,
  'ticket-with-extension': ticketWithExtension,
  'traced-ticket': tracedTicket,
  'ticket-with-hash': ticketWithHash,
  'ticket-with-expiry': ticketWithExpiry,
  'ticket-beside-id': ticketBesideId,
  'encrypted-query': encryptedQuery,
  'encrypted-path': encryptedPath,
  'padded-path': paddedPath,
  'short-prefix': shortPrefix,
  matrix: matrixParameters,
  'edge-token': edgeToken,
  policy: signedPolicy,
  'temporary-url': temporaryUrl,
  'secure-link': secureLink,
  crockford: crockfordSignature,
  traced: tracedSignature,
  counted: countedSignature,
  tiny: tinySignature,
} satisfies Record<string, SigningScheme>;

/** Name of a signing scheme. */
export type SchemeName = keyof typeof schemes;
