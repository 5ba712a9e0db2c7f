import type { Claim, SignatureEncoding, SigningScheme } from './scheme.ts';

/** How a scheme of the "parameters and a signature over them" family names things. */
export interface QueryDialect {
  readonly signature: string;
  readonly encoding: SignatureEncoding;
  /** Name of the parameter that carries the disposition. */
  readonly disposition: string;
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
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

function toDialect(parameters: Claim['parameters'], dialect: QueryDialect): Record<string, string> {
  const renamed = ([name, value]: [string, string]) => [
    name === 'disposition' ? dialect.disposition : name,
    value,
  ];
  return Object.fromEntries(Object.entries(parameters).map(renamed)) as Record<string, string>;
}

function claimOf(method: string, path: string, query: URLSearchParams, dialect: QueryDialect): Claim {
  const disposition = query.get(dialect.disposition);
  return {
    method,
    path,
    expires: dialect.expires(query),
    parameters: disposition === null ? {} : { disposition },
  };
}
