import { gzipSync } from 'node:zlib';
import type { Content, MakeContent } from './bytes.ts';
import { filler } from './filler.ts';

/** Six contents that show nearly every fault between them, the most telling first. */
export const tellingContents: readonly MakeContent[] = [
  everyOctet,
  empty,
  everyLineEnd,
  oddJson,
  gzip,
  large,
];

/** Begins with white space and every octet; 2 octets more than a multiple of 3, for base64; ends with NUL. */
function everyOctet(seed: number): Content {
  const size = 70_001;
  const start = Buffer.concat([
    Buffer.from(' \t\r\n\r\r\n\n'),
    Buffer.from(Array.from({ length: 256 }, (_, octet) => octet)),
    // Overlong, beyond U+10FFFF, a surrogate, a lone start and a lone continuation: none of them is UTF-8.
    Buffer.from('c080f4908080eda080c328a0a1', 'hex'),
  ]);
  const end = Buffer.from('\r\n \0\n\0\0');
  return {
    note: `${size} octets: every octet, invalid UTF-8, line ends of every kind, blanks in front, NUL at the end`,
    bytes: Buffer.concat([start, filler(seed, size - start.length - end.length), end]),
    contentType: 'application/octet-stream',
  };
}

function empty(): Content {
  return { note: 'empty', bytes: new Uint8Array(), contentType: 'text/html' };
}

const lineEnds =
  '\ufeffCRLF\r\nLF\nCR\rLFCR\n\rboth\r\r\n\n\tTAB\vVT\fFF\u0085NEL\u2028LS\u2029PS blanks  \r\n\u001aSUB\0NUL ' +
  'é e\u0301 €\u00a0“ß” ﬁ 👩‍👩‍👧 +%20%2B&amp;&#233;\\n\\u00e9\r\n' +
  // Templates, quoted-printable, what ends a mail, and what ends a part of a multipart body.
  '{{7*7}} ${7*7} <%= 7 %> =3D=\r\n\r\n..\r\n.\r\n--x--\r\n';

/** After a head of 3 n octets only groups of 3 follow, so that every power of two cuts a character or a line end in two. */
function everyLineEnd(seed: number): Content {
  const head = Buffer.from(lineEnds);
  const groups = Array.from(filler(seed, 22_500), (octet, index) => {
    if (octet % 64 === 0) return '\r\n\t';
    return String.fromCodePoint(0x4e00 + ((octet + index * 256) % 0x5000));
  });
  return {
    note: 'UTF-8 with a byte order mark, line ends of every kind, characters across the ends of chunks, blanks behind',
    bytes: Buffer.concat([
      head,
      Buffer.alloc(2 - ((head.length + 2) % 3), '.'),
      Buffer.from(`${groups.join('')} \t `),
    ]),
    contentType: 'text/plain; charset=utf-8',
  };
}

/** JSON that reads the same after `JSON.parse` and `JSON.stringify`, or nearly so, but is written differently. */
function oddJson(): Content {
  const text =
    '\n{ "b" : 1.0, "a":1e2,"a" : 12345678901234567890 ,\r\n\t"10":-0,"2" : "\\u00e9\\/\\ud83d\\ude00é" ,' +
    ' "__proto__":null,"":[ ] , "n":0.10}\n\n ';
  return {
    note: 'JSON with odd white space, numbers, escapes and order, and a member twice; 1024 octets',
    // Whole KiB.
    bytes: Buffer.from(text.padEnd(text.length + 1024 - Buffer.byteLength(text))),
    contentType: 'application/json',
  };
}

function gzip(): Content {
  const bytes = gzipped(Buffer.from('A text inside a gzip file.\r\n'.repeat(40)));
  return { note: 'a gzip file', bytes, contentType: 'application/gzip' };
}

function large(seed: number): Content {
  const size = 5 * 2 ** 20 + 8191;
  const bytes = filler(seed, size);
  // Blocks that a store may leave out.
  bytes.fill(0, 2 ** 20, 2 ** 20 + 2 ** 14);
  // The shortest padding of PKCS #7 (RFC 5652 §6.3), which nobody has added.
  bytes[size - 1] = 1;
  // What a reader of JSON does not take for JSON.
  return { note: `${size} octets, no block twice but 16 KiB of NUL`, bytes, contentType: 'application/json' };
}

/** A gzip file with the octets as they are, since compressed ones differ from one version of zlib to the next. */
export function gzipped(bytes: Uint8Array): Buffer {
  const file = gzipSync(bytes, { level: 0 });
  // The operating system (RFC 1952 §2.3): unknown.
  file[9] = 255;
  return file;
}
