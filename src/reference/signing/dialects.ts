import type { QueryDialect } from './query-scheme.ts';
import type { SignatureEncoding } from './scheme.ts';

const amazonNames = { disposition: 'response-content-disposition', type: 'content-type' };

/** The server's own parameters: `disposition` or `type`, `expires`, `signature`. */
export function plain(encoding: SignatureEncoding): QueryDialect {
  return {
    signature: 'signature',
    encoding,
    names: { disposition: 'disposition', type: 'type' },
    own: ({ expires }) => ({ expires: String(expires) }),
    expires: (query) => Number(query.get('expires')),
  };
}

/** The look of AWS Signature Version 4 (`X-Amz`) and Google's V4 signatures (`X-Goog`): a date and a lifetime. */
export function dated(prefix: string, algorithm: string, service: string): QueryDialect {
  return {
    signature: `${prefix}-Signature`,
    encoding: 'hex',
    names: amazonNames,
    own({ expires, parameters }, now) {
      const start = Math.min(Math.floor(now / 1000), expires);
      const date = basicDate(start);
      return {
        [`${prefix}-Algorithm`]: algorithm,
        [`${prefix}-Credential`]: `REFERENCE/${date.slice(0, 8)}/eu/${service}`,
        [`${prefix}-Date`]: date,
        [`${prefix}-Expires`]: String(expires - start),
        [`${prefix}-SignedHeaders`]: parameters['type'] === undefined ? 'host' : 'content-type;host',
      };
    },
    expires: (query) => secondsOf(query.get(`${prefix}-Date`) ?? '') + Number(query.get(`${prefix}-Expires`)),
  };
}

/** The look of AWS Signature Version 2: an instant of expiry. */
export const signatureV2: QueryDialect = {
  signature: 'Signature',
  encoding: 'base64',
  names: amazonNames,
  own: ({ expires }) => ({ AWSAccessKeyId: 'REFERENCE', Expires: String(expires) }),
  expires: (query) => Number(query.get('Expires')),
};

/** The look of an Azure shared access signature. */
export const sharedAccess: QueryDialect = {
  signature: 'sig',
  encoding: 'base64',
  names: { disposition: 'rscd', type: 'rsct' },
  own: ({ expires, method }) => ({
    sv: '2023-11-03',
    se: isoDate(expires),
    sr: 'b',
    sp: method === 'PUT' ? 'cw' : 'r',
  }),
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
