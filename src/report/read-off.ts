import type { Operation } from '../contract/operation.ts';
import type { Retries } from '../judgement/trouble.ts';
import { retriesOf } from '../judgement/trouble.ts';
import { clockSkew } from './clock-skew.ts';
import type { Reading } from './readings.ts';
import { readingsOf } from './readings.ts';
import type { RecordedExchange } from './recorded.ts';

/** What a report says that follows from its exchanges alone. */
export interface ReadOff {
  /** When the first request was sent and the last answer came; absent when nothing was sent. */
  readonly span?: { readonly startedAt: string; readonly endedAt: string };
  readonly requests: { readonly api: number; readonly storage: number };
  readonly retries: Retries;
  readonly clockSkewSeconds: number | null;
  readonly readings: readonly Reading[];
}

/** Reads off the exchanges what they say by themselves; `operation` as published, without the upload profile. */
export function readOff(exchanges: readonly RecordedExchange[], operation: Operation): ReadOff {
  const onWire = exchanges.filter(({ trouble }) => trouble?.kind !== 'unsent');
  const count = (channel: string): number => onWire.filter((one) => one.channel === channel).length;
  // Moments of this form are in the order of their characters.
  const startedAt = exchanges.map(({ sentAt }) => sentAt).sort()[0];
  const endedAt = exchanges
    .map(({ receivedAt }) => receivedAt)
    .sort()
    .at(-1);
  return {
    ...(startedAt !== undefined && endedAt !== undefined && { span: { startedAt, endedAt } }),
    requests: { api: count('api'), storage: count('storage') },
    retries: retriesOf(exchanges),
    clockSkewSeconds: clockSkew(exchanges),
    readings: readingsOf(exchanges, operation),
  };
}
