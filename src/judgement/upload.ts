import type { Answered } from '../client/exchange.ts';
import type { Complaint } from '../judge.ts';
import { describeBytes } from './byte-difference.ts';
import { deliveryIn } from './retrieval.ts';
import { summary } from './status.ts';

/** Octets that were uploaded. */
export interface Uploaded {
  readonly bytes: Uint8Array;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** A complaint when an exchange does not deliver exactly the octets that were uploaded. */
export function bytesComplaint({ bytes, sha256 }: Uploaded, fetched: Answered): Complaint | undefined {
  const expected = `the ${bytes.length} octets that were uploaded`;
  const delivery = deliveryIn(fetched);
  if (delivery === undefined) return { received: summary(fetched), expected: `200 with ${expected}` };
  const got = delivery.decoded ?? delivery;
  if (got.sha256 === sha256) return undefined;
  const received = describeBytes(
    { size: bytes.length, bytes },
    { size: got.size, sha256: got.sha256, bytes: got.body },
  );
  return { received, expected };
}
