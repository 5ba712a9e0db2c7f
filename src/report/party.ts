import type { Shard } from './run-facts.ts';

/** An organisation that a run acted for, without its key. */
export interface RecordedPrincipal {
  readonly tenant: string;
  /** Absent when it was not set. */
  readonly fileId?: string;
  /** Stands in for the key: as long, a letter for a letter, a digit for a digit, one of -, =, * for a sign, and with nothing else of it. */
  readonly key: string;
}

/** Whom one process of a run acted for, and where: what its requests depend on besides the settings. */
export interface Party {
  /** Absent when the run is whole. */
  readonly shard?: Shard;
  readonly url: string;
  readonly main: RecordedPrincipal;
  readonly alt?: RecordedPrincipal;
}
