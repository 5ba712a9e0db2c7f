import { createHash } from 'node:crypto';
import { constants, gunzipSync } from 'node:zlib';
import type { Octets } from '../client/exchange.ts';
import { byteChanges } from './byte-changes.ts';

/** Octets that were sent, all of them. */
export interface SentBytes {
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Octets that were received: size and digest of all of them, and the first ones themselves. */
export interface GotBytes extends Octets {
  readonly bytes: Uint8Array;
}

/**
 * Says for a person how received octets differ from those sent: what kind of change it is, when size and digest show that it
 * is one of the known ones, else what is certain; and where the first difference lies, when it is among the octets kept.
 */
export function describeBytes(sent: SentBytes, got: GotBytes): string {
  if (isSame(sent.bytes, got)) return 'the same octets';
  return `${changeOf(Buffer.from(sent.bytes), got)}${place(sent, got)}`;
}

/** The same for a file that came before, of which, too, only the first octets may be kept. */
export function describeAgain(before: GotBytes, got: GotBytes): string {
  if (before.bytes.length === before.size) return describeBytes(before, got);
  const both = { ...got, bytes: got.bytes.subarray(0, before.bytes.length) };
  return `${unknown(before, both)}${place(before, both)}`;
}

/** Octets at the end that a server may have stripped for what they are; more are a cut. */
const longestEnd = 64;

function changeOf(sent: Buffer, got: GotBytes): string {
  if (got.size === 0) return `empty: 0 of ${sent.length} octets`;
  const cut = isSame(sent.subarray(0, got.size), got);
  const change =
    cut && sent.length - got.size > longestEnd
      ? undefined
      : byteChanges.find(([, apply]) => isSame(changed(sent, apply), got))?.[0];
  if (change !== undefined) return change;
  if (cut) return `cut to ${got.size} of ${sent.length} octets`;
  return (
    partOf(sent, got) ??
    packed(sent, got) ??
    likely(sent, got) ??
    unknown({ size: sent.length, bytes: sent }, got)
  );
}

function changed(sent: Buffer, apply: (bytes: Buffer) => Uint8Array): Uint8Array | undefined {
  try {
    return apply(sent);
  } catch {
    return undefined;
  }
}

function isSame(bytes: Uint8Array | undefined, { size, sha256 }: Octets): boolean {
  return bytes?.length === size && createHash('sha256').update(bytes).digest('hex') === sha256;
}

/** What is missing or was added, when every other octet is right. */
function partOf(sent: Buffer, got: GotBytes): string | undefined {
  const missing = sent.length - got.size;
  if (missing === 0) return undefined;
  if (missing < 0) {
    if (isSame(Buffer.concat([sent, Buffer.alloc(-missing)]), got)) return `${-missing} NULs were added`;
    const at = Buffer.from(got.bytes).indexOf(sent);
    if (at < 0 || sent.length === 0) return undefined;
    const behind = got.size - at - sent.length;
    return `octets were added: ${at} in front, ${behind} behind`;
  }
  if (isSame(sent.subarray(missing), got)) return `the first ${missing} of ${sent.length} octets are missing`;
  const from = firstDifference(sent, got.bytes);
  const rest = from === undefined ? undefined : sent.subarray(from + missing);
  return rest !== undefined && isSame(Buffer.concat([sent.subarray(0, from), rest]), got)
    ? `${missing} of ${sent.length} octets are missing from octet ${from} on`
    : undefined;
}

/** Recognises gzip by unpacking what was kept of it: what a compressor writes differs from one to the next. */
function packed(sent: Buffer, { bytes }: GotBytes): string | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined;
  const inner = changed(Buffer.from(bytes), (kept) =>
    gunzipSync(kept, { finishFlush: constants.Z_SYNC_FLUSH }),
  );
  if (inner === undefined || inner.length === 0) return undefined;
  return sent.subarray(0, inner.length).equals(inner) ? 'gzip of it' : undefined;
}

/** What the first difference looks like when the whole is no known change. */
function likely(sent: Buffer, { bytes }: GotBytes): string | undefined {
  const at = firstDifference(sent, bytes);
  if (at === undefined) return undefined;
  return Buffer.from(bytes.subarray(at, at + 3)).toString('hex') === 'efbfbd'
    ? 'looks decoded as UTF-8: U+FFFD in place of octets'
    : undefined;
}

function unknown(sent: SentBytes, got: GotBytes): string {
  const sizes =
    got.size === sent.size
      ? `${got.size} octets, but other ones`
      : `${got.size} octets instead of ${sent.size}`;
  return firstDifference(sent.bytes, got.bytes) === undefined
    ? `${sizes}; the first ${got.bytes.length} are right`
    : sizes;
}

/** The index of the first octet that differs among those kept; undefined when these are right. */
function firstDifference(sent: Uint8Array, kept: Uint8Array): number | undefined {
  const index = kept.findIndex((octet, position) => octet !== sent[position]);
  return index < 0 ? undefined : index;
}

/** Octets that are shown on either side of the first difference. */
const shown = 4;

function place(sent: SentBytes, got: GotBytes): string {
  const at = firstDifference(sent.bytes, got.bytes);
  if (at === undefined) return '';
  return ` (first difference at octet ${at}: ${hex(sent.bytes, at)} → ${hex(got.bytes, at)})`;
}

function hex(bytes: Uint8Array, at: number): string {
  const octets = bytes.subarray(at, at + shown);
  return octets.length === 0
    ? 'the end'
    : Buffer.from(octets)
        .toString('hex')
        .toUpperCase()
        .replaceAll(/..(?=.)/g, '$& ');
}
