import type { Choices } from './choices.ts';

/** A server that keeps every MUST and differs from the exemplary one in choices the contract leaves open. */
export interface Variant {
  readonly choices: Partial<Choices>;
  /** The profiles that it claims; both by default. */
  readonly profiles?: readonly ('core' | 'upload')[];
  /** Ids of the SHOULD requirements that it breaks on purpose. */
  readonly breaksShould?: readonly string[];
}

/** The conforming servers that the suite must not accuse, by a name that says what is different. */
export const variants: Readonly<Record<string, Variant>> = {
  // Refusals
  'rejects with 400': { choices: { rejectedStatus: 400 } },
  'odd file ids are 400': { choices: { oddFileIds: 'rejected' } },
  'tenant errors are 400': { choices: { missingTenantStatus: 400, unknownTenantStatus: 400 } },
  'tenant errors are 401': { choices: { missingTenantStatus: 401, unknownTenantStatus: 401 } },
  'tenant errors are 403': { choices: { missingTenantStatus: 403, unknownTenantStatus: 403 } },
  'unknown tenant is 404': { choices: { unknownTenantStatus: 404 } },
  'tenant errors are 422': { choices: { missingTenantStatus: 422, unknownTenantStatus: 422 } },
  'refused URL is 400': { choices: { refusedUrlStatus: 400 } },
  'refused URL is 401': { choices: { refusedUrlStatus: 401 } },
  'refused URL is 404': { choices: { refusedUrlStatus: 404 } },
  'refused URL is 410': { choices: { refusedUrlStatus: 410 } },
  'challenge has parameters': { choices: { challenge: 'parameters' } },
  'several challenges': { choices: { challenge: 'several' } },
  'codes in lower kebab': { choices: { codeStyle: 'lower-kebab' } },
  'codes with dots': { choices: { codeStyle: 'dotted' } },
  'codes in Pascal case': { choices: { codeStyle: 'pascal' } },
  'codes of digits': { choices: { codeStyle: 'numbered' } },
  'messages in German': { choices: { messages: 'german' } },
  'messages with words of query languages': { choices: { messages: 'instructive' } },
  'errors with an id and a time': { choices: { errorIds: true, gateway: 'cloudflare' } },
  'bodies of at most 4 KiB': { choices: { bodyLimit: 4096 } },
  'nesting of at most 16 levels': { choices: { nestingLimit: 16 } },

  // Identities and files
  'tokens with special characters': { choices: { tokenShape: 'special' } },
  'JSON Web Token as key': { choices: { tokenShape: 'jwt' } },
  'key of digits': { choices: { tokenShape: 'digits' } },
  'key of 20 characters': { choices: { tokenShape: 'short' } },
  'key of 1000 characters': { choices: { tokenShape: 'long' } },
  'numeric tenants': { choices: { tenantShape: 'numeric' } },
  'tenants with dots and hyphens': { choices: { tenantShape: 'dotted' } },
  'tenants of one character': { choices: { tenantShape: 'single' } },
  'UUID tenants in any case': { choices: { tenantShape: 'uuid', tenantLookup: 'ignore-case' } },
  'UUID file ids in any case': { choices: { fileIdShape: 'uuid', fileIdLookup: 'ignore-case' } },
  'numeric file ids': { choices: { fileIdShape: 'numeric' } },
  'ULID file ids in any case': { choices: { fileIdShape: 'ulid', fileIdLookup: 'ignore-case' } },
  'hex file ids in any case': { choices: { fileIdShape: 'object-id', fileIdLookup: 'ignore-case' } },
  'file ids that are counted': { choices: { fileIdShape: 'sequential' } },
  'file ids that are paths': { choices: { fileIdShape: 'path' } },
  'file ids in base64': { choices: { fileIdShape: 'padded' } },
  'file ids of 900 characters': { choices: { fileIdShape: 'long' } },
  'empty file': { choices: { mainFile: 'empty' } },
  '5 MiB file': { choices: { mainFile: 'large' } },
  'HTML file': { choices: { mainFile: 'html' } },
  'gzip file': { choices: { mainFile: 'archive' } },
  'file of one octet': { choices: { mainFile: 'octet' } },
  'file with a type with parameters': { choices: { mainFile: 'parameters' } },
  'file name with emoji': { choices: { mainFile: 'emoji' } },
  'file name with quotes and signs': { choices: { mainFile: 'quoted' } },
  'file name of 255 octets': { choices: { mainFile: 'long-name' } },
  'file name from right to left': { choices: { mainFile: 'right-to-left' } },
  'file name with blanks and dots at its ends': { choices: { mainFile: 'trailing-dot' } },
  'no metadata endpoints': { choices: { metadataEndpoints: false } },

  // Uploads
  'no uploads': { choices: { uploads: false }, profiles: ['core'] },
  'no DELETE endpoint': { choices: { deleteEndpoint: false } },
  'enveloped upload answer': { choices: { uploadAnswer: 'enveloped' } },
  'upload expiry as RFC 3339': { choices: { uploadExpiresAt: 'rfc3339' } },
  'upload expiry as RFC 3339 with offset': { choices: { uploadExpiresAt: 'rfc3339-offset' } },
  'PUT answered 201': { choices: { putStatus: 201 } },
  'PUT answered 204': { choices: { putStatus: 204 } },
  'second PUT refused': { choices: { secondPut: 'refused' } },
  'chunked PUT refused': { choices: { chunkedPut: 'refused' } },
  'unusual names refused': { choices: { unusualNames: 'refused' } },
  'hazardous names refused': { choices: { hazardousNames: 'refused' } },
  'names of at most 100 characters': { choices: { longestName: 100 } },
  'normalised content type': { choices: { contentTypeNotation: 'normalised' } },

  // JSON
  'undeclared members': { choices: { extraMembers: true } },
  'answers of 400 kB': { choices: { answerPadding: 400_000 } },
  'indented JSON': { choices: { jsonLayout: 'indented' } },
  'escaped JSON': { choices: { jsonLayout: 'escaped' } },
  'members in reverse order': { choices: { jsonLayout: 'reversed' } },
  'fileSize as 12.0': { choices: { fileSizeNotation: 'decimal' } },
  'fileSize as 1.2e+1': { choices: { fileSizeNotation: 'exponent' } },
  'JSON with charset': { choices: { jsonMediaType: 'application/json; charset=utf-8' } },
  'JSON type in capitals': { choices: { jsonMediaType: 'Application/JSON;Charset="UTF-8"' } },

  // Lifetime
  'expiresAt in milliseconds': { choices: { expiryUnit: 'milliseconds', lifetimeGrain: 0 } },
  'expiresAt in whole seconds as milliseconds': { choices: { expiryUnit: 'milliseconds' } },
  'expiresAt with fraction': { choices: { lifetimeGrain: 0 } },
  'lifetime rounded to 20 seconds': { choices: { lifetimeGrain: 20 } },
  'lifetime rounded to a minute': { choices: { lifetimeGrain: 60 } },
  'clock ahead': { choices: { clockSkew: 20_000 } },
  'clock behind': { choices: { clockSkew: -20_000 } },
  'clock three hours ahead': { choices: { clockSkew: 3 * 3_600_000 } },
  'clock three hours behind': { choices: { clockSkew: -3 * 3_600_000 } },

  // Signed URLs
  'base64 signature': { choices: { signing: 'base64' } },
  'base64url signature': { choices: { signing: 'base64url' } },
  'base64 signature compared decoded': { choices: { signing: 'base64', signatureComparison: 'decoded' } },
  'base64url signature compared decoded': {
    choices: { signing: 'base64url', signatureComparison: 'decoded' },
  },
  'hex signature in any case': { choices: { signatureComparison: 'ignore-case' } },
  'S3 v4 parameters': { choices: { signing: 's3-v4' } },
  'S3 v2 parameters': { choices: { signing: 's3-v2' } },
  'GCS parameters': { choices: { signing: 'gcs' } },
  'Azure parameters': { choices: { signing: 'azure' } },
  'Azure signature compared decoded': { choices: { signing: 'azure', signatureComparison: 'decoded' } },
  'signature in the path': { choices: { signing: 'path' } },
  'opaque token': { choices: { signing: 'token' } },
  'JSON Web Token': { choices: { signing: 'jwt' } },
  'JSON Web Token compared decoded': { choices: { signing: 'jwt', signatureComparison: 'decoded' } },
  'cosmetic parameter': { choices: { cosmeticParameter: true } },
  'file name in the path': { choices: { objectPath: 'named' } },
  '4 KB URL': { choices: { urlPadding: 4096 } },
  'storage on another origin': { choices: { storageOrigin: 'separate' } },
  'redirect 302': { choices: { redirect: 'absolute-302' } },
  'redirect 307': { choices: { redirect: 'absolute-307' } },
  'relative redirect 302': { choices: { redirect: 'relative-302' } },
  'relative redirect 307': { choices: { redirect: 'relative-307' } },
  'redirect to another origin': { choices: { redirect: 'absolute-302', storageOrigin: 'separate' } },
  'redirect of a signed path': { choices: { redirect: 'relative-307', signing: 'path' } },

  // Storage answers
  'stored type with parameter': { choices: { storedMediaType: 'with-parameter' } },
  'view without disposition': { choices: { viewDisposition: 'absent' } },
  'only extended file name': { choices: { viewDisposition: 'absent', downloadName: 'extended-only' } },

  // Transport
  'chunked answers': { choices: { contentLength: 'never' } },
  'chunked errors': { choices: { contentLength: 'success-only' } },
  'answers that end with the connection': {
    choices: { contentLength: 'never', undelimited: 'close', connection: 'close' },
  },
  'errors that end with the connection': { choices: { contentLength: 'success-only', undelimited: 'close' } },
  'gzip when accepted': { choices: { gzipApi: 'accepted', gzipStorage: 'accepted' } },
  'gzip storage always': { choices: { gzipStorage: 'always' } },
  'connection closed': { choices: { connection: 'close' } },
  'header names in title case': { choices: { headerCase: 'title' } },
  'header names in capitals': { choices: { headerCase: 'upper' } },
  'header names in odd case': { choices: { headerCase: 'alternating' } },
  'session cookie': { choices: { sessionCookie: true } },
  'slow answers': { choices: { latency: 300 } },
  'rate limit in seconds': { choices: { rateLimit: 40 } },
  'rate limit as a date': { choices: { rateLimit: 40, retryAfter: 'date' } },
  'rate limit as a date, clock an hour ahead': {
    choices: { rateLimit: 40, retryAfter: 'date', clockSkew: 3_600_000 },
  },
  'three answers are 503': { choices: { unavailable: [37, 260, 330] } },
  'fields of Cloudflare': { choices: { gateway: 'cloudflare' } },
  'fields of Envoy': { choices: { gateway: 'envoy' } },
  'fields of Spring': { choices: { gateway: 'spring' } },
  'nodes with fields of their own': { choices: { gateway: 'balanced' } },

  // Conforming, with a SHOULD broken on purpose
  'unknown token is 403': { choices: { unknownTokenStatus: 403 }, breaksShould: ['AUT-10'] },
  'wrong method is 404': { choices: { wrongMethodStatus: 404 }, breaksShould: ['HTP-01'] },
  'no Cache-Control': { choices: { apiCacheControl: null }, breaksShould: ['URL-11'] },
  'text/plain is JSON': {
    choices: { acceptedMediaTypes: ['application/json', 'text/plain'] },
    breaksShould: ['REJ-12'],
  },
  'foreign file is 403': { choices: { foreignFileStatus: 403 }, breaksShould: ['TEN-05'] },
  'key under any scheme': { choices: { authorizationSchemes: 'any' }, breaksShould: ['AUT-11'] },
  'invalid UTF-8 replaced': { choices: { invalidUtf8: 'replaced' }, breaksShould: ['REJ-13'] },
  'deep nesting tolerated': { choices: { nestingLimit: Infinity }, breaksShould: ['ROB-02'] },
  'upload URL takes any type': { choices: { putType: 'free' }, breaksShould: ['UPL-21'] },
  'stored type absent': { choices: { storedMediaType: 'absent' }, breaksShould: ['DL-12'] },
};
