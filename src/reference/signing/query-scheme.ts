import type { Claim, SignatureEncoding, SigningScheme } from './scheme.ts';

/** How a scheme of the "parameters and a signature over them" family names things. */
export interface QueryDialect {
  readonly signature: string;
  readonly encoding: SignatureEncoding;
  /** Names of the parameters that carry the disposition and the content type. */
  readonly names: Readonly<Record<'disposition' | 'type', string>>;
  /** The scheme's own parameters, expiry included; `now` in milliseconds. */
  own(claim: Claim, now: number): Record<string, string>;
  /** Seconds since the epoch at which the URL expires. */
  expires(query: URLSearchParams): number;
}

/** A scheme that signs method, path and the rest of the query as received, octet for octet. */
export function queryScheme(dialect: QueryDialect): SigningScheme {
  const mark = `${dialect.signature}=`;
  return {
    write(claim, seal, now) {
      const query = encode({ ...dialect.own(claim, now), ...toDialect(claim.parameters, dialect) });
      const signature = seal.of(signedText(claim.method, claim.path, query)).toString(dialect.encoding);
      return `${claim.path}?${query}&${mark}${encodeURIComponent(signature)}`;
    },
    read(method, url, seal) {
      const pairs = url.search.slice(1).split('&');
      const signatures = pairs.filter((pair) => pair.startsWith(mark));
      const query = pairs.filter((pair) => !pair.startsWith(mark)).join('&');
      const signature = new URLSearchParams(signatures[0]).get(dialect.signature) ?? '';
      const text = signedText(method, url.pathname, query);
      const genuine = signatures.length === 1 && seal.matches(text, signature, dialect.encoding);
      return genuine ? claimOf(method, url.pathname, new URLSearchParams(query), dialect) : undefined;
    },
  };
}

function signedText(method: string, path: string, query: string): string {
  return [method, path, query].join('\n');
}

function encode(parameters: Record<string, string>): string {
  const pairs = Object.entries(parameters);
  // URL parsers write an apostrophe in a query as %27, and that is what will come back.
  const encoded = (value: string) => encodeURIComponent(value).replaceAll("'", '%27');
  return pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
}

function toDialect(parameters: Claim['parameters'], { names }: QueryDialect): Record<string, string> {
  const renamed = Object.entries(parameters).map(([name, value]) => [
    name === 'disposition' || name === 'type' ? names[name] : name,
    value,
  ]);
  return Object.fromEntries(renamed) as Record<string, string>;
}

function claimOf(method: string, path: string, query: URLSearchParams, dialect: QueryDialect): Claim {
  const known = Object.entries(dialect.names).map(([name, own]) => [name, query.get(own)]);
  const parameters = Object.fromEntries(known.filter(([, value]) => value !== null)) as Claim['parameters'];
  return { method, path, expires: dialect.expires(query), parameters };
}
