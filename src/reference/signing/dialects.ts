import type { QueryDialect } from './query-scheme.ts';
import type { SignatureEncoding } from './scheme.ts';

/** The server's own parameters: `disposition`, `expires`, `signature`. */
export function plain(encoding: SignatureEncoding): QueryDialect {
  return {
    signature: 'signature',
    encoding,
    disposition: 'disposition',
    own: ({ expires }) => ({ expires: String(expires) }),
    expires: (query) => Number(query.get('expires')),
  };
}

/** The look of AWS Signature Version 4 (`X-Amz`) and Google's V4 signatures (`X-Goog`): a date and a lifetime. */
export function dated(prefix: string, algorithm: string, service: string): QueryDialect {
  return {
    signature: `${prefix}-Signature`,
    encoding: 'hex',
    disposition: 'response-content-disposition',
    own({ expires }, now) {
      const start = Math.min(Math.floor(now / 1000), expires);
      const date = basicDate(start);
      return {
        [`${prefix}-Algorithm`]: algorithm,
        [`${prefix}-Credential`]: `REFERENCE/${date.slice(0, 8)}/eu/${service}`,
        [`${prefix}-Date`]: date,
        [`${prefix}-Expires`]: String(expires - start),
        [`${prefix}-SignedHeaders`]: 'host',
      };
    },
    expires: (query) => secondsOf(query.get(`${prefix}-Date`) ?? '') + Number(query.get(`${prefix}-Expires`)),
  };
}

/** The look of AWS Signature Version 2: an instant of expiry. */
export const signatureV2: QueryDialect = {
  signature: 'Signature',
  encoding: 'base64',
  disposition: 'response-content-disposition',
  own: ({ expires }) => ({ AWSAccessKeyId: 'REFERENCE', Expires: String(expires) }),
  expires: (query) => Number(query.get('Expires')),
};

/** The look of an Azure shared access signature. */
export const sharedAccess: QueryDialect = {
  signature: 'sig',
  encoding: 'base64',
  disposition: 'rscd',
  own: ({ expires }) => ({ sv: '2023-11-03', se: isoDate(expires), sr: 'b', sp: 'r' }),
  expires: (query) => Date.parse(query.get('se') ?? '') / 1000,
};

function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function basicDate(seconds: number): string {
  return isoDate(seconds).replaceAll(/[-:]/g, '');
}

function secondsOf(date: string): number {
  return Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')) / 1000;
}
