import type { FileName } from './names.ts';

/** The header field that names try to inject: an answer that has it, or a cookie of this name, shows that one succeeded. */
export const injectedField = 'x-conformance-injected';

const field = `${injectedField}: 1`;

/** The most telling first: the first five take different ways, lest one filter hides that the others are open. */
export const hazards: readonly FileName[] = [
  {
    name: `a.pdf\r\n${field}\r\n\r\n<b>`,
    note: 'ends the line, adds a header field and a body',
  },
  { name: '../../etc/passwd', note: 'path out of the folder' },
  { name: 'a"; filename="other.txt"; filename*=UTF-8\'\'other.txt', note: 'adds other parameters' },
  // A server that writes header fields as Latin-1 keeps the low octets, 0D and 0A.
  {
    name: `a\u010d\u010a${field}\u010d\u010a.json`,
    note: 'characters whose low octets are CR and LF',
  },
  { name: '..\\..\\x', note: 'path out of the folder with backslashes' },
  { name: '..', note: 'parent folder' },
  { name: 'a\tb\u0001c\u007f.pdf', note: 'a tab, SOH and DEL' },
  { name: 'a.pdf\0.exe', note: 'NUL' },
  {
    name: 'a/....//....//b/../c.txt',
    note: 'folders, of which removing ../ once makes a path out of the folder',
  },
  { name: 'a\ud800.pdf', note: 'a lone surrogate' },
  { name: `${'a'.repeat(1000)}.pdf`, note: '1004 characters' },
  { name: `a"\n${field}\n\n<b>`, note: 'closes the quotes, LF, a header field and a body' },
  { name: 'a/../../etc/passwd', note: 'path out of the folder of a folder' },
  { name: '../..\\..%2f/../etc/passwd', note: 'path out of the folder with slash, backslash and %2f' },
  { name: 'a/b.txt', note: 'folder' },
  { name: `a%0d%0a${field}`, note: 'percent-encoded end of line and a header field' },
  { name: '/etc/passwd', note: 'absolute path' },
  { name: `a\nSet-Cookie: ${injectedField}=1`, note: 'line feed and a cookie' },
  { name: 'gpj.\u202efdp.exe', note: 'right-to-left override' },
  { name: 'a\tb\u007fc.txt', note: 'a tab and DEL' },
  { name: 'C:\\x', note: 'path of Windows' },
  { name: `a\r\n${field}`, note: 'CR, LF and a header field' },
  { name: `a\r${field}`, note: 'CR and a header field' },
  { name: `a\r\n ${field}`, note: 'folded header field' },
  { name: '%2e%2e%2f%2e%2e%2fetc%2fpasswd', note: 'percent-encoded path out of the folder' },
  { name: '..%252f..%252fetc%252fpasswd', note: 'path that is percent-encoded twice' },
  { name: '\uff0e\uff0e\uff0fetc\uff0fpasswd', note: 'path whose full-width characters NFKC makes ASCII' },
  { name: '..%c0%afetc%c0%afpasswd', note: 'path with overlong UTF-8' },
  { name: '.', note: 'this folder' },
  { name: '../', note: 'parent folder with a slash' },
  { name: 'file:///etc/passwd', note: 'URL of a file' },
  { name: '\\\\host.invalid\\share\\x', note: 'share of Windows' },
  { name: 'a.txt::$DATA', note: 'stream of Windows' },
  { name: 'a\u007fb.txt', note: 'DEL' },
  { name: '\u001b[2Ja.txt', note: 'ESC' },
  { name: 'a\tb\vc\fd\be.txt', note: 'other control characters' },
  { name: 'a\u0085b.txt', note: 'NEL' },
  { name: 'a\u2028b\u2029c.txt', note: 'line and paragraph separator' },
  { name: '\u2066a\u2069\u200fb.txt', note: 'isolates and marks of direction' },
  { name: '\n', note: 'nothing but a line feed' },
];
