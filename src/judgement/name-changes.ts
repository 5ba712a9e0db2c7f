import { readAsWindows1252 } from './windows-1252.ts';

type Change = readonly [what: string, change: (name: string) => string];

/** A change of every character that a pattern finds; the pattern has the flags g and u. */
function each(what: string, pattern: RegExp, by: string): Change {
  return [what, (name) => name.replaceAll(pattern, () => by)];
}

/** Replacements of characters that a server cannot write, one for each character and one for each UTF-16 code unit. */
function replaced(where: string, pattern: RegExp): Change[] {
  return [
    ...['?', '_', '-', '\ufffd'].flatMap((by): Change[] => [
      each(`${shownSign(by)} in place of characters ${where}`, pattern, by),
      [
        `${shownSign(by)} in place of UTF-16 code units ${where}`,
        (name) => name.replaceAll(pattern, (found) => by.repeat(found.length)),
      ],
      [
        `${shownSign(by)} in place of octets of characters ${where}`,
        (name) => name.replaceAll(pattern, (found) => by.repeat(Buffer.byteLength(found))),
      ],
    ]),
    each(`without the characters ${where}`, pattern, ''),
  ];
}

function shownSign(sign: string): string {
  return sign === '\ufffd' ? 'U+FFFD' : `\`${sign}\``;
}

/** What careless servers do to a file name, the most specific first: the first that fits is what a finding says. */
export const nameChanges: readonly Change[] = [
  ['normalised to NFC', (name) => name.normalize('NFC')],
  ['normalised to NFD', (name) => name.normalize('NFD')],
  ['normalised to NFKC', (name) => name.normalize('NFKC')],
  ['normalised to NFKD', (name) => name.normalize('NFKD')],
  ['trimmed', (name) => name.trim()],
  ['trimmed in front', (name) => name.trimStart()],
  ['trimmed behind', (name) => name.trimEnd()],
  each('without control characters', /\p{Cc}/gu, ''),
  each('without characters that show nothing', /[\p{Cc}\p{Cf}]/gu, ''),
  each('without blanks', /\s/gu, ''),
  each('runs of blanks made one', /\s+/gu, ' '),
  each('`+` became a blank', /\+/gu, ' '),
  each('blanks became `+`', / /gu, '+'),
  each('blanks became `_`', / /gu, '_'),
  each('blanks became `-`', / /gu, '-'),
  ['percent-decoded', percentDecoded],
  ['decoded as a form', (name) => percentDecoded(name.replaceAll('+', ' '))],
  ['percent-encoded', (name) => encodeURIComponent(name)],
  ['percent-encoded as a URL', (name) => encodeURI(name)],
  ['encoded as a form', (name) => new URLSearchParams({ '': name }).toString().slice(1)],
  ['case changed to lower', (name) => name.toLowerCase()],
  ['case changed to upper', (name) => name.toUpperCase()],
  ['case of the extension changed to lower', (name) => name.replace(/\.[^.]*$/u, (end) => end.toLowerCase())],
  ['read as Latin-1', (name) => Buffer.from(name).toString('latin1')],
  ['read as windows-1252', (name) => readAsWindows1252(Buffer.from(name))],
  ['cut to the low octet of each code unit', (name) => Buffer.from(name, 'latin1').toString('latin1')],
  ['written as Latin-1 and read as UTF-8', (name) => Buffer.from(name, 'latin1').toString()],
  ...replaced('outside ASCII', /[^\p{ASCII}]/gu),
  ...replaced('outside Latin-1', /[^\0-\xff]/gu),
  ...replaced('beyond U+FFFF', /[^\0-\uffff]/gu),
  ['diacritics removed', (name) => name.normalize('NFD').replaceAll(/\p{M}/gu, '')],
  each('quotation marks removed', /"/gu, ''),
  each('quotation marks and apostrophes removed', /["']/gu, ''),
  each('quotation marks became apostrophes', /"/gu, "'"),
  each('quotation marks became `_`', /"/gu, '_'),
  ['quotation marks and backslashes escaped', (name) => name.replaceAll(/["\\]/gu, '\\$&')],
  ['backslashes read as escapes', (name) => name.replaceAll(/\\(.)/gsu, '$1')],
  ['escaped as HTML', (name) => name.replaceAll(/[&<>"']/gu, (sign) => entities[sign] ?? sign)],
  [
    'escaped as HTML, but not the apostrophe',
    (name) => name.replaceAll(/[&<>"]/gu, (sign) => entities[sign] ?? sign),
  ],
  each('markup removed', /<[^>]*>?/gu, ''),
  ['only the part behind the last slash', (name) => name.replace(/^.*\//su, '')],
  ['only the part behind the last slash or backslash', (name) => name.replace(/^.*[/\\]/su, '')],
  each('slashes and backslashes became `_`', /[/\\]/gu, '_'),
  each('slashes and backslashes became `-`', /[/\\]/gu, '-'),
  each('without slashes and backslashes', /[/\\]/gu, ''),
  each('without ../', /\.\.[/\\]/gu, ''),
  each('control characters became `_`', /\p{Cc}/gu, '_'),
  each('control characters became blanks', /\p{Cc}/gu, ' '),
  ['without its extension', (name) => name.replace(/(?<=.)\.[^.]*$/su, '')],
  ['without dots in front', (name) => name.replace(/^\.+/u, '')],
  ['without dots and blanks behind', (name) => name.replace(/(?<![. ])[. ]+$/u, '')],
  ...replaced('other than ASCII letters, digits, `.`, `_` and `-`', /[^\w.-]/gu),
  each('runs of other characters became `_`', /[^\w.-]+/gu, '_'),
  each('runs of other characters became `-`', /[^\w.-]+/gu, '-'),
  ['in quotation marks', (name) => `"${name}"`],
  ['written as a JSON string', (name) => JSON.stringify(name)],
];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Decodes what is percent-encoded and keeps stray percent signs, as lenient servers do. */
function percentDecoded(name: string): string {
  return name.replaceAll(/(?:%[0-9a-f]{2})+/giu, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  );
}
