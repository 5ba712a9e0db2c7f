import type { Choices } from '../choices.ts';

/** A `WWW-Authenticate` value (RFC 6750 §3); it says `invalid_token` only when a token was supplied. */
export function challenge(choice: Choices['challenge'], tokenSupplied: boolean): string {
  const error = tokenSupplied ? ', error="invalid_token"' : '';
  return forms[choice](`Bearer realm="FlexPortal"${error}`);
}

const forms: Record<Choices['challenge'], (bearer: string) => string> = {
  bearer: (bearer) => bearer,
  parameters: (bearer) => `${bearer.replace('Bearer', 'bearer')}, scope="files orders", charset="UTF-8"`,
  several: (bearer) => `Negotiate, DPoP algs="ES256 PS256", ${bearer}`,
};
