import type { Tampered } from '../../../../src/traffic/tampering/parts.ts';

/** A signed URL as it is seen in the wild, with others of the same service. */
export interface SignedUrl {
  readonly url: string;
  /** Another URL of the same file, minted later with another lifetime. */
  readonly sibling: string;
  /** A URL of another file. */
  readonly other: string;
  /** What makes it work, as it stands in the URL. */
  readonly signature: string;
  /** The octets that a lenient server reads from a signature. */
  readonly decode: (signature: string) => string;
  /** What stands at the end of a signature without a meaning. */
  readonly padding: RegExp;
}

/** When the URLs of the first kind expire, in epoch seconds, and how long they live, in seconds. */
export const expires = 1_736_940_600;
export const lifetime = 3600;

const bytes = (seed: number, length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (seed * 89 + index * 151 + ((index * index) % 41)) % 256));

const hex = (signature: string): string => Buffer.from(signature, 'hex').toString('hex');
const base64 = (signature: string): string =>
  Buffer.from(decodeURIComponent(signature), 'base64').toString('hex');
const sections = (token: string): string =>
  token
    .split('.')
    .map((section) => Buffer.from(section, 'base64url').toString('hex'))
    .join('.');

/** Makes the three URLs of a service from what differs between them. */
function service(
  decode: SignedUrl['decode'],
  sign: (seed: number) => string,
  write: (file: string, signature: string, expires: number, lifetime: number) => string,
  padding = /=+$/,
): SignedUrl {
  return {
    url: write('contract-7f3a', sign(1), expires, lifetime),
    sibling: write('contract-7f3a', sign(2), expires + 82_805, 86_400),
    other: write('invoice-c41b', sign(3), expires + 1, lifetime),
    signature: sign(1),
    decode,
    padding,
  };
}

const token = (length: number) => (seed: number) =>
  encodeURIComponent(bytes(seed, length).toString('base64'));
const jwt = (seed: number): string =>
  ['{"alg":"HS256","typ":"JWT"}', `{"url":"files/a.pdf","seed":${seed}}`]
    .map((part) => Buffer.from(part).toString('base64url'))
    .concat(bytes(seed, 32).toString('base64url'))
    .join('.');
/** A time as it stands in a query. */
export const iso = (seconds: number): string =>
  encodeURIComponent(new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));

/** Signed URLs by the service or way of signing. */
export const signedUrls: Readonly<Record<string, SignedUrl>> = {
  'S3 v4': service(
    hex,
    (seed) => bytes(seed, 32).toString('hex'),
    (file, signature, _, seconds) =>
      `https://bucket.s3.eu-central-1.amazonaws.com/t/${file}.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20250115%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20250115T103000Z&X-Amz-Expires=${seconds}&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEJr%2F%2F%2F%2F%2F%2F%2F%2F%2F%2FwEaDGV1LWNlbnRyYWwtMSJHMEUCIQ%3D%3D&X-Amz-Signature=${signature}&X-Amz-SignedHeaders=host&response-content-disposition=attachment%3B%20filename%3D%22${file}.pdf%22&x-id=GetObject`,
  ),
  'S3 v2': service(
    base64,
    token(20),
    (file, signature, end) =>
      `https://bucket.s3.amazonaws.com/t/${file}.pdf?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=${end}&Signature=${signature}`,
  ),
  'GCS v4': service(
    hex,
    (seed) => bytes(seed, 256).toString('hex'),
    (file, signature, _, seconds) =>
      `https://storage.googleapis.com/bucket/t/${file}.pdf?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=files%40project.iam.gserviceaccount.com%2F20250115%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=20250115T103000Z&X-Goog-Expires=${seconds}&X-Goog-SignedHeaders=host&X-Goog-Signature=${signature}`,
  ),
  'Azure SAS': service(
    base64,
    token(32),
    (file, signature, end) =>
      `https://account.blob.core.windows.net/t/${file}.pdf?sv=2023-11-03&st=2025-01-15T10%3A30%3A00Z&se=${iso(end)}&sr=b&sp=r&rscd=attachment&sig=${signature}`,
  ),
  'Azure user delegation SAS': service(
    base64,
    token(32),
    (file, signature, end) =>
      `https://account.blob.core.windows.net/t/${file}.pdf?se=${iso(end)}&sp=r&sv=2023-11-03&sr=b&skoid=11111111-2222-3333-4444-555555555555&sktid=66666666-7777-8888-9999-000000000000&skt=2025-01-15T10%3A30%3A00Z&ske=2025-01-16T10%3A30%3A00Z&sks=b&skv=2023-11-03&sig=${signature}`,
  ),
  'Alibaba OSS v4': service(
    hex,
    (seed) => bytes(seed, 32).toString('hex'),
    (file, signature, _, seconds) =>
      `https://bucket.oss-eu-central-1.aliyuncs.com/t/${file}.pdf?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=LTAI5t%2F20250115%2Feu-central-1%2Foss%2Faliyun_v4_request&x-oss-date=20250115T103000Z&x-oss-expires=${seconds}&x-oss-signature=${signature}`,
  ),
  CloudFront: service(
    (text) =>
      Buffer.from(text.replaceAll('-', '+').replaceAll('~', '/').replaceAll('_', '='), 'base64').toString(
        'hex',
      ),
    (seed) =>
      bytes(seed, 256).toString('base64').replaceAll('+', '-').replaceAll('/', '~').replaceAll('=', '_'),
    (file, signature, end) =>
      `https://d111111abcdef8.cloudfront.net/t/${file}.pdf?Expires=${end}&Signature=${signature}&Key-Pair-Id=K2JCJMDEHXQW5F`,
    /_+$/,
  ),
  'hex HMAC': service(
    hex,
    (seed) => bytes(seed, 32).toString('hex'),
    (file, signature, end) =>
      `http://127.0.0.1:8080/storage/objects/${file}?disposition=inline&expires=${end}&signature=${signature}`,
  ),
  'short hex HMAC behind a digest of the file': service(
    hex,
    (seed) => bytes(seed, 16).toString('hex'),
    (file, signature, end) =>
      `https://files.example.com/${file}?hash=${bytes(file.length, 32).toString('hex')}&exp=${end}&token=${signature}`,
  ),
  'JSON Web Token': service(
    sections,
    jwt,
    (file, signature) =>
      `https://project.supabase.co/storage/v1/object/sign/bucket/${file}.pdf?token=${signature}`,
  ),
  'opaque token': service(
    base64,
    (seed) => bytes(seed, 90).toString('base64url'),
    (_, signature) => `https://files.example.com/dl?t=${signature}`,
  ),
  'signature in the path': service(
    base64,
    (seed) => bytes(seed, 32).toString('base64url'),
    (file, signature, end) =>
      `https://files.example.com/signed/expires=${end}&disposition=inline/${signature}/objects/${file}.pdf`,
  ),
  'opaque token in the path': service(
    base64,
    (seed) => bytes(seed, 48).toString('base64url'),
    (_, signature) => `https://files.example.com/d/${signature}/report.pdf`,
  ),
  'base64 of 48 octets': service(
    base64,
    token(48),
    (file, signature, end) => `https://files.example.com/${file}?e=${end}&s=${signature}`,
  ),
};

/** The URLs of a list of changed ones. */
export const urlsOf = (list: readonly Tampered[]): string[] => list.map(({ url }) => url);
/** The query values by name, and the path segments, as a server reads them. */
export const partsOf = (url: string): string[] => {
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split('/').map(decodeURIComponent), ...[...searchParams].map((pair) => pair.join('='))];
};
