import type { Call, When } from '../defects/fault.ts';
import type { Principal } from '../principals.ts';
import { fieldOf } from './request-fields.ts';

/** The two organisations that a server knows. */
export function principals({ reference }: Call): Principal[] {
  return [reference.main, reference.alt];
}

/** The header fields of a request that a principal may make. */
export function authorized({ token, tenant }: Principal): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'tenant-id': tenant };
}

/** True for a request with the key of one of them. */
export const hasKnownKey: When = (call) =>
  principals(call).some(({ token }) => fieldOf(call, 'authorization') === `Bearer ${token}`);

/** True for a request of the second organisation that a server knows. */
export const ofSecondOrganisation: When = (call) => fieldOf(call, 'tenant-id') === call.reference.alt.tenant;
