import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Call } from '../defects/fault.ts';
import { storageFault } from '../defects/fault.ts';
import { isPut, stores } from '../defects/uploads.ts';
import type { Defect } from '../start.ts';
import { forgetfulStorage } from './memory.ts';
import type { Mutant } from './mutant.ts';
import { answered } from './plain-answer.ts';
import { mutantsOf } from './mutant.ts';

const { must } = mutantsOf('upload bytes');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;

/** What becomes of the bytes that are uploaded. */
export const uploadBytes: readonly Mutant[] = [
  must(
    ['UPL-09'],
    stores('stores the first 64 KiB', (bytes) => bytes.subarray(0, 65_536)),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('stores the first 5 MiB', (bytes) => bytes.subarray(0, 5 * 1024 * 1024)),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('loses an octet at each border of 64 KiB in uploads', (bytes) =>
      bytes.length <= 65_536 ? bytes : bytes.filter((_, index) => index % 65_536 !== 65_535),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('swaps the first two parts of 1 MiB', (bytes) =>
      Buffer.concat([bytes.subarray(1 << 20, 2 << 20), bytes.subarray(0, 1 << 20), bytes.subarray(2 << 20)]),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    storageFault('refuses uploads over 100 KiB', (call, next) =>
      isPut(call) && call.bytes.length > 102_400 ? Promise.resolve(answered(413)) : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    storageFault('refuses empty uploads', (call, next) =>
      isPut(call) && call.bytes.length === 0 ? Promise.resolve(answered(400)) : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-09', 'UPL-05'],
    storageFault('takes an empty upload for none', (call, next) =>
      isPut(call) && call.bytes.length === 0 ? Promise.resolve(answered(200)) : next(),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('fills uploads up to 512 octets', (bytes) =>
      Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]),
    ),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('fills uploads up to an even length', (bytes) =>
      bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('loses the last octet of whole KiB', (bytes) =>
      bytes.length > 0 && bytes.length % 1024 === 0 ? bytes.subarray(0, -1) : bytes,
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('loses a last octet of 255', (bytes) => (bytes.at(-1) === 255 ? bytes.subarray(0, -1) : bytes)),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('unpacks what begins like gzip', (bytes) =>
      bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes) : bytes,
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('loses the last octet of uploads in chunks', (bytes) => bytes.subarray(0, -1), isChunked),
    subtle,
  ),
  must(
    ['UPL-04', 'UPL-09'],
    stores('stores nothing of uploads in chunks', () => Buffer.alloc(0), isChunked),
    subtle,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    remembers('stores uploads of one length once', (bytes) => String(bytes.length)),
    subtle,
  ),
  must(
    ['UPL-05', 'UPL-09'],
    remembers('stores uploads with the same first 256 octets once', (bytes) => hash(bytes.subarray(0, 256))),
    subtle,
  ),
  must(
    ['UPL-05'],
    forgetfulStorage('stores nothing of each fifth upload', () => {
      let count = 0;
      return async (call, next) => {
        if (!isPut(call)) return next();
        count += 1;
        return count % 5 === 0 ? next({ body: '' }) : next();
      };
    }),
    subtle,
  ),
];

function isChunked({ request }: Call): boolean {
  return request.headers.get('content-length') === null;
}

/** Stores the bytes of the first upload with the same key for all others. */
function remembers(name: string, key: (bytes: Buffer) => string): Defect {
  return forgetfulStorage(name, () => {
    const known = new Map<string, Uint8Array>();
    return (call, next) => {
      if (!isPut(call)) return next();
      const own = key(Buffer.from(call.bytes));
      const first = known.get(own) ?? call.bytes;
      known.set(own, first);
      return next({ body: first });
    };
  });
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
