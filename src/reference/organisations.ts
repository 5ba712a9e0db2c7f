import type { Choices } from './choices.ts';
import { sameText } from './constant-time.ts';
import { randomText } from './random-text.ts';

/** A customer: one key for everything, one that may not read files, and its business units. */
export interface Organisation {
  readonly token: string;
  readonly limitedToken: string;
  readonly tenants: readonly string[];
}

/** An organisation with fresh keys and two business units. */
export function createOrganisation(shape: Choices['tokenShape']): Organisation {
  return {
    token: createToken(shape),
    limitedToken: createToken(shape),
    tenants: [`bu_${randomText(16)}`, `bu_${randomText(16)}`],
  };
}

/** The organisation that a key belongs to, found by comparing with every key. */
export function ownerOf(token: string, organisations: readonly Organisation[]): Organisation | undefined {
  return organisations.filter((each) => sameText(token, each.token) || sameText(token, each.limitedToken))[0];
}

function createToken(shape: Choices['tokenShape']): string {
  const parts = ['aB', randomText(12), randomText(12), randomText(12)];
  return shape === 'plain' ? `fp_${parts.join('')}` : `fp-._~+/${parts.join('+/')}==`;
}
