import { numberIn } from '../client/evidence.ts';
import { mostOfAShard } from '../connection.ts';
import type { Party } from '../report/party.ts';

/** The number of the shard that an exchange is of; 0 in a whole run. */
export function shardOf({ id }: { readonly id: string }): number {
  return Math.floor((numberIn(id) - 1) / mostOfAShard);
}

/** The exchanges that one process of a run sent: of those of several shards its own. */
export function ownExchanges<T extends { readonly id: string }>(
  exchanges: readonly T[],
  { shard }: Pick<Party, 'shard'>,
): T[] {
  return exchanges.filter((exchange) => shardOf(exchange) === (shard?.current ?? 0));
}
