import { gunzipSync, inflateSync } from 'node:zlib';
import { readAsWindows1252 } from './windows-1252.ts';

/** A change of octets; it throws for octets that it cannot change. */
type ByteChange = readonly [what: string, change: (bytes: Buffer) => Uint8Array];

/** A change of the text that the octets are when each is read as one character, which loses none. */
function inText(what: string, change: (text: string) => string): ByteChange {
  return [what, (bytes) => Buffer.from(change(bytes.toString('latin1')), 'latin1')];
}

function added(what: string, octets: string): ByteChange {
  return [what, (bytes) => Buffer.concat([bytes, Buffer.from(octets)])];
}

const byteOrderMark = '\xef\xbb\xbf';
const blanks = '[\\t\\n\\v\\f\\r ]+';
const [blanksInFront, blanksBehind] = [
  new RegExp(`^${blanks}`),
  new RegExp(`(?<![\\t\\n\\v\\f\\r ])${blanks}$`),
];

/** What careless servers do to the octets of a file, the most specific first: the first that fits is what a finding says. */
export const byteChanges: readonly ByteChange[] = [
  inText('the byte order mark was removed', (text) =>
    text.startsWith(byteOrderMark) ? text.slice(3) : text,
  ),
  inText('a byte order mark was added', (text) => byteOrderMark + text),
  added('a newline was added', '\n'),
  added('CR LF was added', '\r\n'),
  added('a NUL was added', '\0'),
  added('a blank was added', ' '),
  inText('the newline at the end was removed', (text) => text.replace(/\r?\n$/, '')),
  inText('white space at the end was removed', (text) => text.replace(blanksBehind, '')),
  inText('white space in front was removed', (text) => text.replace(blanksInFront, '')),
  inText('white space at both ends was removed', (text) =>
    text.replace(blanksInFront, '').replace(blanksBehind, ''),
  ),
  inText('NULs at the end were removed', (text) => text.replace(/(?<!\0)\0+$/, '')),
  inText('white space and NULs at both ends were removed', (text) =>
    text.replace(/^[\0\s]+/, '').replace(/(?<![\0\s])[\0\s]+$/, ''),
  ),
  inText('all NULs were removed', (text) => text.replaceAll('\0', '')),
  inText('cut at the first NUL', (text) => text.split('\0', 1)[0] ?? ''),
  inText('cut at the first SUB (1A)', (text) => text.split('\x1a', 1)[0] ?? ''),
  inText('CRLF became LF', (text) => text.replaceAll('\r\n', '\n')),
  inText('CRLF and CR became LF', (text) => text.replaceAll(/\r\n?/g, '\n')),
  inText('CR became LF', (text) => text.replaceAll('\r', '\n')),
  inText('CR was removed', (text) => text.replaceAll('\r', '')),
  inText('LF became CRLF', (text) => text.replaceAll('\n', '\r\n')),
  inText('LF without CR became CRLF', (text) => text.replaceAll(/(?<!\r)\n/g, '\r\n')),
  inText('every line end became CRLF', (text) => text.replaceAll(/\r\n?|\n/g, '\r\n')),
  ['looks decoded and re-encoded as UTF-8', (bytes) => Buffer.from(bytes.toString())],
  [
    'looks decoded and re-encoded as UTF-8, without its byte order mark',
    (bytes) => Buffer.from(new TextDecoder().decode(bytes)),
  ],
  ['looks read as Latin-1 and written as UTF-8', (bytes) => Buffer.from(bytes.toString('latin1'))],
  ['looks read as windows-1252 and written as UTF-8', (bytes) => Buffer.from(readAsWindows1252(bytes))],
  ['looks read as UTF-8 and written as Latin-1', (bytes) => Buffer.from(bytes.toString(), 'latin1')],
  [
    'looks read as UTF-8 and written as Latin-1, with `?` for other characters',
    (bytes) => Buffer.from(bytes.toString().replaceAll(/[^\0-\xff]/gu, '?'), 'latin1'),
  ],
  [
    'looks read as UTF-16 and written as UTF-8',
    (bytes) => Buffer.from(new TextDecoder('utf-16le').decode(bytes)),
  ],
  ['looks read as UTF-8 and written as UTF-16', (bytes) => Buffer.from(bytes.toString(), 'utf16le')],
  ['the highest bit of each octet was cleared', (bytes) => bytes.map((octet) => octet & 127)],
  ['gzip was unpacked', (bytes) => gunzipSync(bytes)],
  ['gzip was unpacked twice', (bytes) => gunzipSync(gunzipSync(bytes))],
  ['deflate was unpacked', (bytes) => inflateSync(bytes)],
  ['base64 of it', (bytes) => Buffer.from(bytes.toString('base64'))],
  ['base64url of it', (bytes) => Buffer.from(bytes.toString('base64url'))],
  [
    'base64 of it, in lines of 76 characters',
    (bytes) => Buffer.from(bytes.toString('base64').replaceAll(/.{76}(?=.)/g, '$&\r\n')),
  ],
  ['hexadecimal digits of it', (bytes) => Buffer.from(bytes.toString('hex'))],
  ['base64 was decoded', (bytes) => Buffer.from(bytes.toString('latin1'), 'base64')],
  inText('decoded as a form', (text) => formDecoded(text)),
  inText('`+` became a blank', (text) => text.replaceAll('+', ' ')),
  ['percent-encoded', (bytes) => Buffer.from(encodeURIComponent(bytes.toString()))],
  inText('percent-decoded', percentDecoded),
  ['looks read as a form and written again', (bytes) => Buffer.from(formOf(bytes).toString())],
  [
    'looks read as a form and written as JSON',
    (bytes) => Buffer.from(JSON.stringify(Object.fromEntries(formOf(bytes)))),
  ],
  ['looks parsed and written again as JSON', (bytes) => rewritten(bytes)],
  ['looks parsed and written again as indented JSON', (bytes) => rewritten(bytes, 2)],
  ['its text as a JSON string', (bytes) => Buffer.from(JSON.stringify(bytes.toString()))],
  ['a Node.js Buffer written as JSON', (bytes) => Buffer.from(JSON.stringify(bytes))],
  ['stored twice in a row', (bytes) => Buffer.concat([bytes, bytes])],
];

function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function formDecoded(text: string): string {
  return percentDecoded(text.replaceAll('+', ' '));
}

/** Only printable ASCII is a form; reading megabytes of anything else as one takes seconds. */
function formOf(bytes: Buffer): URLSearchParams {
  const text = bytes.toString('latin1');
  if (!/^[ -~]*$/.test(text)) throw new TypeError('formOf: not a form');
  return new URLSearchParams(text);
}

function rewritten(bytes: Buffer, indentation?: number): Buffer {
  return Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, indentation));
}
