import type { Choices } from './choices.ts';
import { sameText } from './constant-time.ts';
import { randomUUID } from 'node:crypto';
import { randomDigits, randomText } from './random-text.ts';

/** A customer: one key for everything, one that may not read files, and its business units. */
export interface Organisation {
  readonly token: string;
  readonly limitedToken: string;
  readonly tenants: readonly string[];
}

/** An organisation with fresh keys and two business units; `number` tells it from the others. */
export function createOrganisation(
  { tokenShape, tenantShape }: Pick<Choices, 'tokenShape' | 'tenantShape'>,
  number: number,
): Organisation {
  return {
    token: createToken(tokenShape),
    limitedToken: createToken(tokenShape),
    tenants: [0, 1].map((unit) => createTenant(tenantShape, 2 * number + unit)),
  };
}

/** The organisation that a key belongs to, found by comparing with every key. */
export function ownerOf(token: string, organisations: readonly Organisation[]): Organisation | undefined {
  return organisations.filter((each) => sameText(token, each.token) || sameText(token, each.limitedToken))[0];
}

function createToken(shape: Choices['tokenShape']): string {
  const parts = ['aB', randomText(12), randomText(12), randomText(12)];
  const makers = {
    plain: () => `fp_${parts.join('')}`,
    special: () => `fp-._~+/${parts.join('+/')}==`,
    jwt: () => `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ${randomText(220)}.${randomText(43)}`,
    digits: () => randomDigits(20),
    short: () => randomText(20),
    long: () => randomText(1000),
  };
  return makers[shape]();
}

function createTenant(shape: Choices['tenantShape'], number: number): string {
  const makers = {
    prefixed: () => `bu_${randomText(16)}`,
    numeric: () => randomDigits(5),
    uuid: () => randomUUID(),
    dotted: () => `acme-${randomText(4)}.eu-west.example`,
    // Random ones would now and then be the same.
    single: () => 'ABCD'.charAt(number),
  };
  return makers[shape]();
}
