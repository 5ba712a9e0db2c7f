/** Where an S3-compatible store is, and as whom to use it. */
export interface S3Address {
  /** Scheme, host and port; S3 over plain HTTP. */
  readonly origin: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  /** File from which the store's process reads by how many seconds its clock is off. */
  readonly clockFile: string;
}

const form = 's3://KEY:SECRET@HOST:PORT/BUCKET?clock=FILE';
const allowed = ['clock', 'region'];

/**
 * The address written as `s3://KEY:SECRET@HOST:PORT/BUCKET?clock=FILE&region=REGION`; key, secret and file are percent-encoded, the
 * region is `us-east-1` by default. Throws an Error that names the setting and never shows the secret.
 */
export function s3Address(text: string): S3Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 's3:' || url.host === '') throw wrong(`it is not of the form ${form}`);
  const bucket = url.pathname.slice(1);
  if (!/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucket)) throw wrong('its path is not the name of a bucket');
  const unknown = [...url.searchParams.keys()].find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    throw wrong(`the parameter "${unknown}" is unknown; allowed: ${allowed.join(', ')}`);
  return {
    origin: `http://${url.host}`,
    bucket,
    region: url.searchParams.get('region') || 'us-east-1',
    keyId: decoded(url.username, 'key'),
    secret: decoded(url.password, 'secret'),
    clockFile: url.searchParams.get('clock') || missing('clock'),
  };
}

function decoded(text: string, what: string): string {
  if (text === '') missing(what);
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong(`the ${what} is not percent-encoded`);
  }
}

function missing(what: string): never {
  throw wrong(`the ${what} is missing; the form is ${form}`);
}

function wrong(what: string): Error {
  return new Error(`REFERENCE_STORAGE: ${what}`);
}
