import type { Claim, SigningScheme } from './scheme.ts';

const shape = /^\/storage\/signed\/([^/]+)\/([^/]+)(\/.+)$/;

/** Everything lies in the path, in front of the object's own; the URL has no query. */
export const pathScheme: SigningScheme = {
  write(claim, seal) {
    const terms = new URLSearchParams({ ...claim.parameters, expires: String(claim.expires) }).toString();
    const object = claim.path.slice('/storage'.length);
    const signature = seal.of(signedText(claim.method, terms, object)).toString('base64url');
    return `/storage/signed/${terms}/${signature}${object}`;
  },
  read(method, url, seal) {
    const [, terms = '', signature = '', object = ''] = shape.exec(url.pathname) ?? [];
    const genuine =
      url.search === '' && seal.matches(signedText(method, terms, object), signature, 'base64url');
    return genuine ? claimOf(method, `/storage${object}`, new URLSearchParams(terms)) : undefined;
  },
};

const termsShape = /^\/storage\/signature=([^/&]+)&([^/]+)(\/.+)$/;

/** Like `pathScheme`, with the signature among the terms. */
export const pathTermsScheme: SigningScheme = {
  write(claim, seal) {
    const [, terms = '', signature = '', object = ''] = shape.exec(pathScheme.write(claim, seal, 0)) ?? [];
    return `/storage/signature=${signature}&${terms}${object}`;
  },
  read(method, url, seal) {
    const [, signature = '', terms = '', object = ''] = termsShape.exec(url.pathname) ?? [];
    return pathScheme.read(
      method,
      new URL(`/storage/signed/${terms}/${signature}${object}${url.search}`, url),
      seal,
    );
  },
};

function signedText(method: string, terms: string, object: string): string {
  return [method, terms, object].join('\n');
}

function claimOf(method: string, path: string, terms: URLSearchParams): Claim {
  const { expires, ...parameters } = Object.fromEntries(terms);
  return { method, path, expires: Number(expires), parameters };
}
