import type { SchemeName } from './signing/schemes.ts';

/** Everything that the contract leaves open; the comment names the unit where there is one. */
export interface Choices {
  // Identities
  readonly tokenShape: 'plain' | 'special' | 'jwt' | 'digits' | 'short' | 'long';
  readonly tenantShape: 'prefixed' | 'numeric' | 'uuid' | 'dotted' | 'single';
  readonly tenantLookup: 'exact' | 'ignore-case';
  readonly fileIdShape:
    | 'prefixed'
    | 'uuid'
    | 'prefixed-uuid'
    | 'urn'
    | 'numeric'
    | 'ulid'
    | 'object-id'
    | 'sequential'
    | 'path'
    | 'padded'
    | 'long'
    | 'uri';
  readonly mainFile:
    | 'binary'
    | 'empty'
    | 'large'
    | 'html'
    | 'emoji'
    | 'quoted'
    | 'long-name'
    | 'right-to-left'
    | 'trailing-dot'
    | 'archive'
    | 'parameters'
    | 'octet';

  // What is accepted
  /** Whether the key is all that stands behind the scheme, or the first word of it, and under which schemes. */
  readonly authorizationSchemes: 'bearer' | 'bearer-word' | 'any';
  /** What `_` in the name of a header field is: that sign, or `-`, because CGI cannot tell them apart (RFC 3875 §4.1.18). */
  readonly fieldUnderscores: 'kept' | 'dashes';
  readonly acceptedMediaTypes: readonly string[];
  readonly invalidUtf8: 'rejected' | 'replaced';
  /** What becomes of a comma behind the last member or element. */
  readonly trailingCommas: 'rejected' | 'ignored';
  /** Whether an Accept-Charset without UTF-8 is answered 406. */
  readonly acceptCharset: 'ignored' | 'heeded';
  /** What becomes of a request with a `Content-Encoding`: 415, the body as it is, or that of gzip unpacked and 415 for others. */
  readonly codedBodies: 'refused' | 'ignored' | 'decoded';
  /** Fields that name a user whom a proxy has logged in, from anybody else. */
  readonly loginFields: 'ignored' | 'refused';
  /** Whether what looks like an attack is answered with 403 by what stands in front. */
  readonly firewall: boolean;
  /** Octets of the largest request body that is read. */
  readonly bodyLimit: number;
  /** Levels of arrays and objects in a request body; a deeper one is malformed. */
  readonly nestingLimit: number;
  readonly fileIdLookup: 'exact' | 'ignore-case';
  /** Ids over 256 characters or with control characters; where they are counted, all that are no numbers of 32 bits. */
  readonly oddFileIds: 'not-found' | 'rejected';
  /** Ids that were never issued, as a server finds that puts a check digit into its own. */
  readonly madeUpFileIds: 'not-found' | 'rejected';
  readonly metadataEndpoints: boolean;
  /** How those write the size of a file. */
  readonly metadataSizes: 'numbers' | 'texts';
  readonly deleteEndpoint: boolean;

  // Uploads
  /** Without them `upload` is a value outside the enumeration. */
  readonly uploads: boolean;
  /** `enveloped` has the members of the other answers too. */
  readonly uploadAnswer: 'bare' | 'enveloped';
  /** Minutes that an upload URL lives whatever is asked for; 0 for what is asked for. */
  readonly uploadLifetime: number;
  readonly uploadExpiresAt: 'number' | 'rfc3339' | 'rfc3339-offset' | 'rfc3339-lower-case';
  /** Whether an upload URL takes only the content type that was asked for. */
  readonly putType: 'bound' | 'free';
  readonly putStatus: 200 | 201 | 204;
  readonly secondPut: 'replaces' | 'refused';
  /** Of a refused second PUT. */
  readonly secondPutStatus: 403 | 404 | 405 | 409 | 410 | 412;
  /** Milliseconds after a PUT for which the file is as unknown as before it. */
  readonly uploadDelay: number;
  /** Octets of the largest file that is taken; a larger one is 413. */
  readonly largestUpload: number;
  /** Files whose first octets are those of another type than theirs; a refused one is 415. */
  readonly mislabelledFiles: 'stored' | 'refused';
  /** A refused one is 411. */
  readonly chunkedPut: 'stored' | 'refused';
  /** Names of anything but A–Z, a–z, 0–9, blank, `.`, `_` and `-`, or over 100 characters. */
  readonly unusualNames: 'kept' | 'refused';
  /** Names with control characters, lone surrogates, `/` or `\`, and `.` and `..`. */
  readonly hazardousNames: 'plain' | 'refused';
  /** Characters of the longest name that is taken. */
  readonly longestName: number;
  /** What a name that an upload of the organisation has already comes to: a file beside it, or 409. */
  readonly takenNames: 'kept apart' | 'refused';
  /** Media types of uploads that are taken: all, those without an escape, those that no browser would run, or PDF alone. */
  readonly uploadTypes: 'any' | 'without escapes' | 'inert' | 'pdf';
  readonly contentTypeNotation: 'as asked' | 'normalised';

  // Statuses of refusals
  readonly rejectedStatus: 400 | 422;
  readonly missingTenantStatus: 400 | 401 | 403 | 404 | 422;
  readonly unknownTenantStatus: 400 | 401 | 403 | 404 | 422;
  readonly unknownTokenStatus: 401 | 403;
  /** An Authorization field that holds no bearer token; the code is that of 401. */
  readonly malformedKeyStatus: 400 | 401;
  readonly wrongMethodStatus: 404 | 405 | 501;
  readonly foreignFileStatus: 403 | 404;
  readonly refusedUrlStatus: 400 | 401 | 403 | 404 | 410;

  // Look of API answers
  readonly challenge: 'bearer' | 'parameters' | 'several';
  readonly codeStyle: 'upper-snake' | 'lower-kebab' | 'dotted' | 'pascal' | 'scoped' | 'numbered';
  /** `instructive` ones use words that query languages have too. */
  readonly messages: 'plain' | 'german' | 'instructive' | 'dated';
  /** Whether errors have a fresh id, a time, and the address of a page about them as `url`. */
  readonly errorIds: boolean;
  readonly extraMembers: boolean;
  /** Octets that an undeclared member adds to each success. */
  readonly answerPadding: number;
  readonly jsonLayout: 'compact' | 'indented' | 'escaped' | 'reversed';
  readonly fileSizeNotation: 'integer' | 'decimal' | 'exponent';
  readonly jsonMediaType: string;
  /** `null` leaves the field out. */
  readonly apiCacheControl: string | null;
  readonly sessionCookie: boolean;

  // Lifetime
  readonly expiryUnit: 'seconds' | 'milliseconds';
  /** Seconds to a multiple of which a lifetime is rounded; 0 keeps fractions of a second. */
  readonly lifetimeGrain: number;
  /** Milliseconds for which a URL works on, because clocks differ. */
  readonly expiryLeeway: number;

  // Signed URLs
  readonly signing: SchemeName;
  readonly signatureComparison: 'exact' | 'decoded' | 'ignore-case';
  readonly objectPath: 'opaque' | 'named';
  /** Octets that a signed parameter adds to each URL. */
  readonly urlPadding: number;
  readonly cosmeticParameter: boolean;
  readonly storageOrigin: 'shared' | 'separate';
  readonly redirect: 'none' | 'absolute-302' | 'absolute-307' | 'relative-302' | 'relative-307';

  // Storage answers
  readonly storedMediaType: 'exact' | 'with-parameter' | 'absent';
  readonly viewDisposition: 'inline' | 'absent';
  /** `unlike` is both, spelled as freely as the grammar has it; `token` is unquoted where that suffices. */
  readonly downloadName: 'both' | 'extended-only' | 'unlike' | 'token' | 'escaped';
  readonly ranges: 'served' | 'ignored' | 'in blocks';
  /** Body of a refusal. */
  readonly refusalBody: 'xml' | 'html' | 'json' | 'none';

  // Transport
  /** What adds fields to API answers; `balanced` ones come from two nodes that add different ones. */
  readonly gateway: 'none' | 'cloudflare' | 'envoy' | 'spring' | 'balanced';
  /** API requests, counted from 1, that are answered 503. */
  readonly unavailable: readonly number[];
  readonly gzipApi: 'never' | 'accepted';
  readonly gzipStorage: 'never' | 'accepted' | 'always';
  readonly contentLength: 'always' | 'success-only' | 'never';
  readonly undelimited: 'chunked' | 'close';
  readonly connection: 'keep-alive' | 'close';
  /** Milliseconds after which an idle connection is closed, of which no field tells. */
  readonly idleTimeout: number;
  /** What becomes of the server when a request breaks off: nothing, or it ends, as a process does by an error that nobody catches. */
  readonly brokenOff: 'survived' | 'fatal';
  readonly headerCase: 'lower' | 'title' | 'upper' | 'alternating';
  /** Milliseconds that each request waits. */
  readonly latency: number;
  /** Milliseconds that the server's clock is ahead; negative when behind. */
  readonly clockSkew: number;
  /** API requests a second; 0 is no limit. */
  readonly rateLimit: number;
  readonly retryAfter: 'seconds' | 'date';
}

/** The exemplary server: every MUST and SHOULD kept in the plainest way. */
export const defaultChoices: Choices = {
  tokenShape: 'plain',
  tenantShape: 'prefixed',
  tenantLookup: 'exact',
  fileIdShape: 'prefixed',
  mainFile: 'binary',
  authorizationSchemes: 'bearer',
  fieldUnderscores: 'kept',
  acceptedMediaTypes: ['application/json'],
  invalidUtf8: 'rejected',
  trailingCommas: 'rejected',
  acceptCharset: 'ignored',
  codedBodies: 'refused',
  loginFields: 'ignored',
  firewall: false,
  bodyLimit: 256 * 1024,
  nestingLimit: 100,
  fileIdLookup: 'exact',
  oddFileIds: 'not-found',
  madeUpFileIds: 'not-found',
  metadataEndpoints: true,
  metadataSizes: 'numbers',
  deleteEndpoint: true,
  uploads: true,
  uploadAnswer: 'bare',
  uploadLifetime: 0,
  uploadExpiresAt: 'number',
  putType: 'bound',
  putStatus: 200,
  secondPut: 'replaces',
  secondPutStatus: 409,
  uploadDelay: 0,
  largestUpload: Infinity,
  mislabelledFiles: 'stored',
  chunkedPut: 'stored',
  unusualNames: 'kept',
  hazardousNames: 'plain',
  uploadTypes: 'any',
  longestName: 255,
  takenNames: 'kept apart',
  contentTypeNotation: 'as asked',
  rejectedStatus: 422,
  missingTenantStatus: 400,
  unknownTenantStatus: 403,
  unknownTokenStatus: 401,
  malformedKeyStatus: 401,
  wrongMethodStatus: 405,
  foreignFileStatus: 404,
  refusedUrlStatus: 403,
  challenge: 'bearer',
  codeStyle: 'upper-snake',
  messages: 'plain',
  errorIds: false,
  extraMembers: false,
  answerPadding: 0,
  jsonLayout: 'compact',
  fileSizeNotation: 'integer',
  jsonMediaType: 'application/json',
  apiCacheControl: 'no-store',
  sessionCookie: false,
  expiryUnit: 'seconds',
  lifetimeGrain: 1,
  expiryLeeway: 0,
  signing: 'plain',
  signatureComparison: 'exact',
  objectPath: 'opaque',
  urlPadding: 0,
  cosmeticParameter: false,
  storageOrigin: 'shared',
  redirect: 'none',
  storedMediaType: 'exact',
  viewDisposition: 'inline',
  downloadName: 'both',
  gateway: 'none',
  unavailable: [],
  ranges: 'served',
  refusalBody: 'xml',
  gzipApi: 'never',
  gzipStorage: 'never',
  contentLength: 'always',
  undelimited: 'chunked',
  connection: 'keep-alive',
  idleTimeout: 60_000,
  brokenOff: 'survived',
  headerCase: 'lower',
  latency: 0,
  clockSkew: 0,
  rateLimit: 0,
  retryAfter: 'seconds',
};
