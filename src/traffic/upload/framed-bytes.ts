import type { MakeContent } from './bytes.ts';
import { filler } from './filler.ts';
import { gzipped } from './telling-bytes.ts';

const latin1 = Buffer.from(Array.from({ length: 128 }, (_, index) => index + 128));
const utf16 = Buffer.from('\ufeffUTF-16 größer €\r\n👩‍👩‍👧\r\n', 'utf16le');
/** One pixel, with the comment "résumé" in Latin-1: a picture that is written anew loses it. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAEHRFWHRDb21tZW50AHLpc3Vt6Q0KuX8VDQAAAA1JREFUeJxj+M/A0AAABIEBgCxVzrAAAAAASUVORK5CYII=';
const form = 'a=1+2&b=%20%2B%00&b=&c=caf%C3%A9&caf%e9=x&&=;d';
const parts =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n' +
  'Content-Type: text/plain\r\n\r\ninner\r\n--b--\r\n';
const chunks = '5\r\nhello\r\n0\r\n\r\n';
const message = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc';
const html =
  '<!DOCTYPE html>\r\n<html><head><meta charset=iso-8859-1><!-- kept -->\r\n</head>\r\n<body  >' +
  '<a href="mailto:a@example.com">a@example.com</a><script>alert(1)</script>&nbsp;é</body></html>\n\n';
const svg =
  "<?xml version='1.0' encoding='UTF-8' standalone=\"no\"?>\r\n<!DOCTYPE svg>" +
  "<svg xmlns='http://www.w3.org/2000/svg'  viewBox = '0 0 1 1'><script>1</script><g onload='x()'></g>&#233;</svg >\n";
/** The frame of a JPEG with an Exif segment in front, which a server that writes pictures anew leaves out. */
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe1001045786966000049492a0008000000ffe000104a46494600010101004800480000ffda', 'hex'),
  // More than a preview has.
  Buffer.alloc(70_000, 7),
  Buffer.from('ffd9', 'hex'),
]);
const dataUrl = `data:text/plain;base64,${Buffer.from('a text').toString('base64')}`;
const csv = 'a;"b ""x""";=1+1\r\n1,5;\u00a0;\n';
const pdf =
  '%PDF-1.4\r%\xe2\xe3\xcf\xd3\r\n1 0 obj\n<</Type/Catalog>>\nendobj\rtrailer <</Root 1 0 R>>\r%%EOF\r';

/** What files of a type hold that servers rewrite, by the beginning of the type. */
const ofType: readonly (readonly [essence: string, make: MakeContent])[] = [
  ['application/vnd.openxmlformats', base64(2 ** 16)],
  ['text/plain', fixed('every octet above 127, which is no UTF-8', latin1, 'text/plain')],
  ['image/svg+xml', fixed('SVG with odd white space and quotes', svg, 'image/svg+xml')],
  ['application/vnd.api+json', fixed('what looks like a chunked body', chunks, 'application/vnd.api+json')],
  [
    'application/pdf',
    fixed('PDF with CR, LF, CRLF and binary octets', Buffer.from(pdf, 'latin1'), 'application/pdf'),
  ],
];

/** Octets for a file of a media type that a careless server changes because of it; undefined where any will do. */
export function octetsOf(contentType: string, seed: number): Uint8Array | undefined {
  const known = ofType.find(([essence]) => contentType.toLowerCase().startsWith(essence));
  return known?.[1](seed).bytes;
}

/** Contents that servers clean or write anew because of their types. */
export const cleanedContents: readonly MakeContent[] = [
  fixed('HTML with a script, an address and a wrong charset', html, 'text/html'),
  fixed('a photograph with an Exif segment', jpeg, 'image/jpeg'),
  fixed('a picture with a comment', Buffer.from(png, 'base64'), 'image/png'),
  fixed(
    'CSV that begins with NUL, with quotes, two kinds of line ends, and as many octets as the next',
    asLongAs(form, `\0${csv}`),
    'text/csv',
  ),
  fixed(
    'what looks like a form, with signs that its decoding changes',
    form,
    'application/x-www-form-urlencoded',
  ),
];

/** Contents that servers take for something else, or clean: for files that are uploaded for other reasons. */
export const mistakenContents: readonly MakeContent[] = [
  fixed('HTML with a script, an address and a wrong charset', html, 'text/html'),
  fixed('UTF-16 with a byte order mark', utf16, 'text/plain; charset=utf-16'),
  fixed('CSV with quotes, a formula and two kinds of line ends', csv, 'text/csv'),
  fixed('text that begins like a PDF', '%PDF-1.7\n', 'text/plain'),
  fixed('a picture with a comment', Buffer.from(png, 'base64'), 'image/png'),
  fixed('what looks like a data URL', dataUrl, 'text/plain'),
  fixed('what looks like parts of a form', parts, 'multipart/form-data; boundary=b'),
  fixed('a blank and a line feed', ' \n', 'text/plain'),
  fixed('plain text that begins with a tag', '<p>plain</p>', 'text/plain'),
  fixed('plain text under a type without a slash', 'plain text', 'pdf'),
];

/** One peculiarity each: a text in another charset, octets that look like a framing or a coding, files that servers rewrite. */
export const framedContents: readonly MakeContent[] = [
  // PHP's `empty` is true for it.
  fixed('one octet, the digit 0', '0', 'text/xml'),
  fixed('every octet above 127, which is no UTF-8', latin1, 'text/csv; charset=ISO-8859-1'),
  fixed(
    'what looks like a form, with signs that its decoding changes',
    form,
    'application/x-www-form-urlencoded',
  ),
  fixed('a picture with a comment', Buffer.from(png, 'base64'), 'image/png'),
  sized(2 ** 16),
  fixed('a gzip file in a gzip file', gzipped(gzipped(Buffer.from('twice'))), 'application/gzip'),
  fixed('what looks like base64', Buffer.from('what looks like base64').toString('base64'), 'text/plain'),
  fixed('what looks like parts of a form', parts, 'multipart/form-data; boundary=b'),
  fixed('HTML with a script, an address and a wrong charset', html, 'text/html'),
  sized(2 ** 20),
  fixed('UTF-16 with a byte order mark', utf16, 'text/plain; charset=utf-16'),
  fixed('what looks like a chunked body', chunks, 'application/octet-stream'),
  fixed('200,000 times NUL', Buffer.alloc(200_000), 'application/octet-stream'),
  fixed('SVG with odd white space and quotes', svg, 'image/svg+xml'),
  fixed('PDF with CR, LF, CRLF and binary octets', Buffer.from(pdf, 'latin1'), 'application/pdf'),
  fixed('nothing but a byte order mark', '\ufeff', 'text/plain; charset=utf-8'),
  fixed('nothing but white space', ' \r\n\t \n', 'text/plain'),
  fixed('one NUL', '\0', 'application/octet-stream'),
  fixed('the JSON text null', 'null', 'application/json'),
  fixed('what looks like an HTTP message', message, 'message/http'),
  sized(2 ** 18),
  fixed('CSV with quotes, a formula and two kinds of line ends', csv, 'text/csv; charset=utf-8'),
];

function fixed(note: string, content: string | Buffer, contentType: string): MakeContent {
  return () => ({ note, bytes: Buffer.from(content), contentType });
}

/** A text with line feeds behind, up to the octets of another. */
function asLongAs(other: string, text: string): string {
  return text + '\n'.repeat(Buffer.byteLength(other) - Buffer.byteLength(text));
}

/** So many octets, a multiple of four, that a server may take for base64, which need not be uploaded so. */
function base64(size: number): MakeContent {
  return (seed) => ({
    note: `${size} octets that look like base64`,
    bytes: Buffer.from(Buffer.from(filler(seed, (size / 4) * 3)).toString('base64')),
    contentType: 'application/octet-stream',
  });
}

function sized(size: number): MakeContent {
  return (seed) => ({
    note: `${size} octets, no block twice`,
    bytes: filler(seed, size),
    contentType: 'application/octet-stream',
  });
}
