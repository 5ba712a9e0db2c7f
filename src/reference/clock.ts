/** The server's clock; each tenant may have its own offset, so that expiry is tested without waiting. */
export interface Clock {
  /** Milliseconds since the epoch as the tenant sees them, or without a tenant the server's own. */
  readonly now: (tenant?: string) => number;
  /** Adds milliseconds to what the tenant sees from now on; negative goes back. */
  readonly move: (tenant: string, milliseconds: number) => void;
}

/** A clock that is `skew` milliseconds ahead of the machine's. */
export function createClock(skew: number): Clock {
  const offsets = new Map<string, number>();
  const offset = (tenant = '') => offsets.get(tenant) ?? 0;
  return {
    now: (tenant) => Date.now() + skew + offset(tenant),
    move: (tenant, milliseconds) => void offsets.set(tenant, offset(tenant) + milliseconds),
  };
}
