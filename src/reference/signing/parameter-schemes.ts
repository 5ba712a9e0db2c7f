import { createHash } from 'node:crypto';
import { sameText } from '../constant-time.ts';
import { randomText } from '../random-text.ts';
import { crockford, fromCrockford } from './crockford.ts';
import type { Claim, SigningScheme } from './scheme.ts';

/** How a scheme names and writes its parameters; it reads them in any order and ignores others. */
interface Dialect {
  readonly expiry: string;
  readonly signature: string;
  writeExpiry(seconds: number): string;
  readExpiry(text: string): number;
  encode(signature: Buffer): string;
  readonly same?: (expected: string, received: string) => boolean;
  /** Parameters that nobody reads, in front of the others. */
  ignored?(claim: Claim): Record<string, string>;
}

/** The look of a TempURL of OpenStack Swift; name and disposition of its own are not signed. */
export const temporaryUrl = parameterScheme({
  expiry: 'temp_url_expires',
  signature: 'temp_url_sig',
  writeExpiry: (seconds) => new Date(seconds * 1000).toISOString().replace('.000', ''),
  readExpiry: (text) => Date.parse(text) / 1000,
  encode: (signature) => signature.toString('hex').slice(0, 40),
  ignored: ({ method }): Record<string, string> => (method === 'GET' ? { filename: 'file', inline: '' } : {}),
});

/** The look of nginx's secure_link: MD5 in base64url, compared as octets. */
export const secureLink = parameterScheme({
  expiry: 'expires',
  signature: 'md5',
  writeExpiry: String,
  readExpiry: Number,
  encode: (signature) => createHash('md5').update(signature).digest('base64url'),
  same: (expected, received) => Buffer.from(expected, 'base64url').equals(Buffer.from(received, 'base64url')),
});

/** An expiry in hex, and a signature in Crockford's base32, which is read without case. */
export const crockfordSignature = parameterScheme({
  expiry: 'e',
  signature: 's',
  writeExpiry: (seconds) => seconds.toString(16),
  readExpiry: (text) => Number.parseInt(text, 16),
  encode: crockford,
  same: (expected, received) => sameText(fromCrockford(expected), fromCrockford(received)),
});

/** Parameters for logs beside those that are signed. */
export const tracedSignature = parameterScheme({
  expiry: 'validUntil',
  signature: 'signature',
  writeExpiry: (seconds) => String(seconds * 1000),
  readExpiry: (text) => Number(text) / 1000,
  encode: (signature) => BigInt(`0x${signature.toString('hex')}`).toString(),
  ignored: () => ({ signatureMethod: 'HmacSHA256', request_id: randomText(64) }),
});

/** A token for statistics, which nobody reads, beside a signature whose name does not tell. */
export const countedSignature = parameterScheme({
  expiry: 'e',
  signature: 'h',
  writeExpiry: String,
  readExpiry: Number,
  encode: (signature) => signature.toString('hex'),
  ignored: () => ({ cacheToken: randomText(16) }),
});

/** A signature of six characters. */
export const tinySignature = parameterScheme({
  expiry: 'e',
  signature: 'sig',
  writeExpiry: String,
  readExpiry: Number,
  encode: (signature) => signature.toString('base64url').slice(0, 6),
});

function parameterScheme(dialect: Dialect): SigningScheme {
  const { same = sameText } = dialect;
  const signedText = (method: string, path: string, terms: readonly string[]): string =>
    [method, path, ...terms].join('\n');
  return {
    write(claim, seal) {
      const expiry = dialect.writeExpiry(claim.expires);
      const [terms, signed] = termsOf(new URLSearchParams(claim.parameters));
      const text = signedText(claim.method, claim.path, [expiry, ...terms]);
      const pairs = {
        ...dialect.ignored?.(claim),
        [dialect.expiry]: expiry,
        ...signed,
        [dialect.signature]: dialect.encode(seal.of(text)),
      };
      const query = Object.entries(pairs).map(([name, value]) =>
        value === '' ? name : `${name}=${encodeURIComponent(value)}`,
      );
      return `${claim.path}?${query.join('&')}`;
    },
    read(method, url, seal) {
      const expiry = url.searchParams.get(dialect.expiry) ?? '';
      const [terms, parameters] = termsOf(url.searchParams);
      const expected = dialect.encode(seal.of(signedText(method, url.pathname, [expiry, ...terms])));
      if (!same(expected, url.searchParams.get(dialect.signature) ?? '')) return undefined;
      return { method, path: url.pathname, expires: dialect.readExpiry(expiry), parameters };
    },
  };
}

/** What is signed besides path and expiry, in a fixed order, and by name. */
function termsOf(query: URLSearchParams): [string[], Record<string, string>] {
  const names = ['disposition', 'type', 'context'];
  const found = names.flatMap((name): [string, string][] => {
    const value = query.get(name);
    return value === null ? [] : [[name, value]];
  });
  return [found.map((pair) => pair.join('=')), Object.fromEntries(found)];
}
