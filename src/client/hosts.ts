import type { Reach } from './destination.ts';
import { reachOfHost, refusalOfHost } from './destination.ts';

/** What name resolution says of a host. */
export interface HostFact {
  readonly host: string;
  readonly reach: Reach;
  /** Why a client of the target would not reach it; absent when it would. */
  readonly refusal?: string;
}

/** Looks each host up once. */
export class Hosts {
  readonly #look: (host: string) => Promise<HostFact>;
  readonly #known = new Map<string, Promise<HostFact>>();

  constructor(look: (host: string) => Promise<HostFact>) {
    this.#look = look;
  }

  /** What is known of a host name or an IP literal. */
  of(host: string): Promise<HostFact> {
    const fact = this.#known.get(host) ?? this.#look(host);
    this.#known.set(host, fact);
    // What is not known is no fact.
    fact.catch(() => this.#known.delete(host));
    return fact;
  }

  /** Everything that was looked up so far. */
  facts(): Promise<HostFact[]> {
    return Promise.all(this.#known.values());
  }
}

/** Asks the resolver of this machine, as a client of a target with the given host name would. */
export function resolvedFrom(target: string): (host: string) => Promise<HostFact> {
  return async (host) => {
    const refusal = await refusalOfHost(host, await reachOfHost(target));
    return { host, reach: await reachOfHost(host), ...(refusal !== undefined && { refusal }) };
  };
}
