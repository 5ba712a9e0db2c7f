import { isIP } from 'node:net';
import { reachOf, refusalOf } from '../client/destination.ts';
import type { HostFact } from '../client/hosts.ts';

/** What is to be said of a host: of an address by the rules of the suite, of a name what the run was told. `target`: its base URL. */
export function hostFact(fact: HostFact, target: string): HostFact {
  const { host } = fact;
  const [address, from] = [host, new URL(target).hostname].map((name) => name.replace(/^\[|\]$/g, ''));
  if (address === undefined || isIP(address) === 0) return fact;
  const reach = reachOf(address);
  const refusal = from === undefined || isIP(from) === 0 ? fact.refusal : refusalOf(address, reachOf(from));
  return { host, reach, ...(refusal !== undefined && { refusal }) };
}
