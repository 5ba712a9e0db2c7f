import type { When } from '../defects/fault.ts';
import { stores } from '../defects/uploads.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf } from './mutant.ts';

const { must } = mutantsOf('upload bytes');
const upload = { profile: 'upload' } as const;
const subtle = { profile: 'upload', subtle: true } as const;
const latin1 = (change: (text: string) => string) => (bytes: Buffer) =>
  Buffer.from(change(bytes.toString('latin1')), 'latin1');

/** What becomes of uploads that a server takes for text. */
export const uploadText: readonly Mutant[] = [
  must(
    ['UPL-09'],
    stores('stores uploads as text in UTF-8', (bytes) => Buffer.from(bytes.toString('utf8'))),
    upload,
  ),
  must(
    ['UPL-09'],
    stores('stores text as UTF-8', (bytes) => Buffer.from(bytes.toString('utf8')), ofType(/^text\//)),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('leaves octets out that are not UTF-8', (bytes) =>
      Buffer.from(bytes.toString('utf8').replaceAll('\ufffd', '')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'ends text with a line feed that has none',
      latin1((text) => (text.endsWith('\n') ? text : `${text}\n`)),
      ofType(/^text\//),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'stores the line ends of Unix',
      latin1((text) => text.replaceAll('\r\n', '\n')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'ends uploads at a NUL',
      latin1((text) => text.replace(/\0[^]*/, '')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'leaves NUL out of uploads',
      latin1((text) => text.replaceAll('\0', '')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'ends uploads at a Ctrl-Z',
      latin1((text) => text.replace(/\x1a[^]*/, '')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'leaves a byte order mark out',
      latin1((text) => text.replace(/^\xef\xbb\xbf/, '')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'trims the white space at the end of uploads',
      latin1((text) => text.replace(/[ \t\r\n]+$/, '')),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores(
      'trims the white space at the begin of uploads',
      latin1((text) => text.replace(/^[ \t\r\n]+/, '')),
    ),
    subtle,
  ),
  must(['UPL-09'], stores('writes JSON anew', rewrittenJson, ofType(/json/)), subtle),
  must(['UPL-09'], stores('writes whatever is JSON anew', rewrittenJson), subtle),
  must(
    ['UPL-09'],
    stores(
      'decodes percent signs in uploads',
      latin1((text) => text.replaceAll(/%[\da-f]{2}/gi, decoded)),
    ),
    subtle,
  ),
  must(
    ['UPL-09'],
    stores('stores what is not UTF-8 in base64', (bytes) =>
      Buffer.from(bytes.toString('utf8')).equals(bytes) ? bytes : Buffer.from(bytes.toString('base64')),
    ),
    subtle,
  ),
];

/** True when the Content-Type of the upload matches. */
function ofType(pattern: RegExp): When {
  return ({ request }) => pattern.test(request.headers.get('content-type') ?? '');
}

function rewrittenJson(bytes: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8'))));
  } catch {
    return bytes;
  }
}

function decoded(code: string): string {
  return String.fromCharCode(parseInt(code.slice(1), 16));
}
