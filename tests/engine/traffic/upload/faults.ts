import { gunzipSync } from 'node:zlib';

/** What a careless server stores instead of a file. */
export type Fault = (bytes: Buffer, contentType: string) => Uint8Array;

function ofType(type: RegExp, change: (bytes: Buffer) => Uint8Array): Fault {
  return (bytes, contentType) => (type.test(contentType) ? change(bytes) : bytes);
}

function ofText(change: (text: string) => string): Fault {
  return ofType(/^text\//, (bytes) => Buffer.from(change(bytes.toString('latin1')), 'latin1'));
}

/** Consecutive pieces of a size, the last one perhaps shorter. */
export function inPieces(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** Faults of careless servers; those that depend on the media type look at the one that was sent. */
export const faults: [name: string, fault: Fault][] = [
  ['decodes UTF-8', (bytes) => Buffer.from(bytes.toString())],
  [
    'decodes UTF-8 of texts piece by piece',
    ofType(/^text\//, (bytes) =>
      Buffer.from(
        inPieces(bytes, 65_536)
          .map((piece) => piece.toString())
          .join(''),
      ),
    ),
  ],
  ['reads Latin-1', (bytes) => Buffer.from(bytes.toString('latin1'))],
  ['reads texts as Latin-1', ofType(/^text\//, (bytes) => Buffer.from(bytes.toString('latin1')))],
  ['writes texts as Latin-1', ofType(/^text\//, (bytes) => Buffer.from(bytes.toString(), 'latin1'))],
  [
    'decodes other types as UTF-8',
    ofType(/^(?!text|application.json)/, (bytes) => Buffer.from(bytes.toString())),
  ],
  ['clears the highest bit', (bytes) => bytes.map((octet) => octet & 127)],
  ['CRLF to LF', ofText((text) => text.replaceAll('\r\n', '\n'))],
  ['CR to LF', ofText((text) => text.replaceAll(/\r(?!\n)/g, '\n'))],
  ['LF to CRLF', ofText((text) => text.replaceAll(/(?<!\r)\n/g, '\r\n'))],
  ['adds a newline', ofText((text) => `${text}\n`)],
  ['ends texts with one newline', ofText((text) => (text.endsWith('\n') ? text : `${text}\n`))],
  ['trims texts in front', ofText((text) => text.replace(/^(\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, ''))],
  ['trims texts behind', ofText((text) => text.replace(/[ \t]+$/, ''))],
  [
    'trims any file in front',
    (bytes) => Buffer.from(bytes.toString('latin1').replace(/^[ \t\r\n]+/, ''), 'latin1'),
  ],
  ['strips blanks at the ends of lines', ofText((text) => text.replaceAll(/[ \t]+(?=\r?\n)/g, ''))],
  ['strips NUL at the end', (bytes) => Buffer.from(bytes.toString('latin1').replace(/\0+$/, ''), 'latin1')],
  ['cuts at NUL', (bytes) => Buffer.from(bytes.toString('latin1').replace(/\0[^]*/, ''), 'latin1')],
  ['cuts texts at NUL', ofText((text) => text.replace(/\0[^]*/, ''))],
  ['cuts texts at SUB', ofText((text) => text.replace(/\x1a[^]*/, ''))],
  ['drops a byte order mark', ofText((text) => text.replace(/^\xef\xbb\xbf/, ''))],
  ['normalises texts', ofType(/^text\//, (bytes) => Buffer.from(bytes.toString().normalize('NFC')))],
  ['decodes entities', ofText((text) => text.replaceAll('&amp;', '&'))],
  ['decodes percent signs', ofText((text) => text.replaceAll('%20', ' '))],
  ['decodes plus signs', ofText((text) => text.replaceAll('+', ' '))],
  ['writes JSON anew', ofType(/json/, writtenAnew)],
  ['trims JSON', ofType(/json/, (bytes) => Buffer.from(bytes.toString().trim()))],
  ['unpacks gzip', (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)],
  ['takes an empty file for none', (bytes) => (bytes.length === 0 ? Buffer.from('{}') : bytes)],
  ['loses an incomplete base64 group', (bytes) => bytes.subarray(0, bytes.length - (bytes.length % 3))],
  ...[
    2 ** 10,
    2 ** 14,
    2 ** 16,
    2 ** 17,
    2 ** 18,
    2 ** 20,
    2 ** 21,
    5 * 2 ** 20,
    1000,
    65_535,
    100_000,
    10 ** 6,
  ].flatMap((size): [string, Fault][] => [
    [`cuts at ${size}`, (bytes) => bytes.subarray(0, size)],
    [
      `loses the last piece short of ${size}`,
      (bytes) => bytes.subarray(0, bytes.length - (bytes.length % size)),
    ],
    [`loses the first ${size}`, (bytes) => (bytes.length > size ? bytes.subarray(size) : bytes)],
    [`exchanges pieces of ${size}`, (bytes) => Buffer.concat(inPieces(bytes, size).reverse())],
    [
      `overwrites pieces of ${size} with the next one`,
      (bytes) => {
        const pieces = inPieces(bytes, size);
        return Buffer.concat(
          pieces.map((piece, index) => pieces[index + 1]?.subarray(0, piece.length) ?? piece),
        );
      },
    ],
  ]),
];

function writtenAnew(bytes: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(bytes.toString())));
  } catch {
    return bytes;
  }
}
