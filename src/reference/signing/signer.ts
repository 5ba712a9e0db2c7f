import type { Choices } from '../choices.ts';
import type { Claim } from './scheme.ts';
import { schemes } from './schemes.ts';
import { createSeal } from './seal.ts';

/** Makes signed URLs and reads them back. */
export interface Signer {
  /** Path and query of a signed URL. */
  write(claim: Claim): string;
  /** The claim, expired or not, or undefined when the request is not as it was signed. */
  read(method: string, url: URL): Claim | undefined;
}

type SignerChoices = Pick<Choices, 'signing' | 'signatureComparison' | 'urlPadding' | 'cosmeticParameter'>;

const cosmetic = 'utm_source=api';

/** A signer with a fresh key; `now` gives milliseconds since the epoch. */
export function createSigner(choices: SignerChoices, now: () => number): Signer {
  const seal = createSeal(choices.signatureComparison);
  const scheme = schemes[choices.signing];
  const padding = choices.urlPadding > 0 ? { context: 'c'.repeat(choices.urlPadding) } : {};
  return {
    write(claim) {
      const target = scheme.write({ ...claim, parameters: { ...claim.parameters, ...padding } }, seal, now());
      return choices.cosmeticParameter ? `${target}${target.includes('?') ? '&' : '?'}${cosmetic}` : target;
    },
    read: (method, url) => scheme.read(method, choices.cosmeticParameter ? withoutCosmetic(url) : url, seal),
  };
}

function withoutCosmetic(url: URL): URL {
  const bare = new URL(url);
  bare.search = url.search.replace(/[?&]utm_source=[^&]*$/, '');
  return bare;
}
