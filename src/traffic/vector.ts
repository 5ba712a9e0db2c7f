import type { Json } from '../contract/json.ts';
import type { Deviation } from '../client/api.ts';

/** One request to send, and what is special about it in words. */
export interface Vector {
  readonly body: Json | Uint8Array | undefined;
  readonly deviation?: Deviation;
  readonly because: string;
  /** JSON Pointers of the keywords of the request schema that the request exercises. */
  readonly keywords?: readonly string[];
}

/** The first `most` of a list and an even spread over the rest, in the list's order. */
export function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  const nearest = Math.ceil(most / 2);
  const rest = most - nearest;
  const step = (list.length - nearest) / rest;
  return [
    ...list.slice(0, nearest),
    ...Array.from({ length: rest }, (_, index) => list[nearest + Math.floor(index * step)] as T),
  ];
}
