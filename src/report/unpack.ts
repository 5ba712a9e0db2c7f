import { gunzipSync, inflateRawSync } from 'node:zlib';

/** More octets than a packed file of a run holds; what claims to hold more is not unpacked. */
const maxOutputLength = 2 ** 30;

/** What octets hold: the entries of a ZIP archive, the content of a gzip stream, else themselves. Throws for more than 1 GiB. */
export function unpacked(bytes: Buffer): Buffer[] {
  try {
    if (bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50) return entriesOf(bytes);
    if (bytes.length > 2 && bytes.readUInt16BE(0) === 0x1f8b) return [gunzipSync(bytes, { maxOutputLength })];
    return [bytes];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw error;
    // It only looked like it.
    return [bytes];
  }
}

/** The entries that the central directory of an archive names, with their names. */
function entriesOf(bytes: Buffer): Buffer[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Error('unpacked: a ZIP archive without a directory');
  const entries: Buffer[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as Three;
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    entries.push(bytes.subarray(at + 46, at + 46 + name));
    entries.push(method === 0 ? content : inflateRawSync(content, { maxOutputLength }));
    at += 46 + name + extra + comment;
  }
  return entries;
}

type Three = [number, number, number];
