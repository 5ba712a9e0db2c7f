import type { FileName } from './names.ts';

const family = '👩\u200d👩\u200d👧';
const nfd = 'Gro\u0308ße';

/** The most telling first; a server may refuse one for one sign in it, so the first four combine different ones. */
const single: readonly (readonly [name: string, note: string])[] = [
  [
    `${nfd} "Ü" + 100%20, $& 'é' 日本 ${family}.v1.Final.PDF`,
    'NFD, NFC, CJK, emoji, quotes, +, %20, a comma, $, &, blanks, dots',
  ],
  [
    ' a%2Fb  <b>c%?d#e;f=g+h&amp;i..=?UTF-8?B?YQ==?=.tar.GZ ',
    'blanks at both ends and doubled, <, >, %2F, a lone %, ?, #, ;, =, +, &amp;, two dots, an encoded word of RFC 2047',
  ],
  [`${'a'.repeat(201)}${'文'.repeat(48)}é.txt`, '254 characters, 351 octets of UTF-8'],
  [
    `.עברית العربية e\u0301\u0323 ñ ÿ “€”–\u00a0Ⅻ ﬁ ﾊﾟ Ａ.ǅ ${family}..`,
    'leading dot, right-to-left, combining marks, compatibility, typographic signs, a no-break space, dots at the end',
  ],
  [
    `a,b;c(1)[2]{3}<4>@5=6:7*8|9!$^\`~${'x'.repeat(150)}.pdf`,
    'signs that must be quoted in a header field, and no blank; 186 characters',
  ],
  ['größer.pdf', 'a letter of Latin-1'],
  ['日本語.pdf', 'CJK'],
  [`📄${family}🏳️‍🌈🇩🇪.pdf`, 'emoji'],
  ['a b.pdf', 'a blank'],
  ['a+b.pdf', 'a plus sign'],
  ['a%20b%2B.pdf', 'what looks percent-encoded'],
  ['100%.pdf', 'a lone percent sign'],
  ['a"b".pdf', 'quotation marks'],
  ["it's.pdf", 'an apostrophe'],
  ['a&b?c#d;e=f.pdf', 'signs of URLs and forms'],
  [' leading.pdf', 'a blank in front'],
  ['trailing.pdf ', 'a blank behind'],
  ['.hidden', 'a leading dot'],
  ['README', 'no extension'],
  ['archive.tar.gz.PDF', 'several dots, upper case'],
  ['dots...', 'dots at the end'],
  ['name=value', 'what looks like a pair'],
  ['null', 'the word null'],
  [`${'a'.repeat(251)}.pdf`, '255 characters'],
  [`${'a'.repeat(201)}${'文'.repeat(16)}é.txt`, '222 characters, 255 octets of UTF-8'],
  ["UTF-8''a%20b.pdf", 'what looks like an extended value of RFC 8187'],
  ['=?UTF-8?B?YQ==?=.pdf', 'what looks like an encoded word of RFC 2047'],
  ['&eacute;&#233;<b>.html', 'what looks like HTML'],
  ['עברית.pdf', 'right-to-left letters'],
  ['à́̂ก็้ि.pdf', 'several combining marks'],
  ['ﬁﬀ①½Å.pdf', 'characters that compatibility forms replace'],
  ['a\u00a0b\u3000c\u200bd\u00ade.pdf', 'blanks and hyphens that look like none'],
  ['\ufeffa.pdf', 'a byte order mark'],
  ['undefined', 'the word undefined'],
  ['__proto__', 'the name of the prototype'],
  ['CON.pdf', 'a device of Windows'],
  ['-rf.pdf', 'what looks like an option'],
  ['~', 'a tilde'],
  ['0', 'the digit 0'],
  ["' OR '1'='1.pdf", 'an SQL condition'],
  ['$(id)`id`;id|id.pdf', 'commands'],
  ['{{7*7}}${7*7}<%=7*7%>.pdf', 'templates'],
  ['𝒜𐍈🀄.pdf', 'characters beyond the basic plane'],
  ['\u{e000}\u{10fffd}.pdf', 'characters of private use'],
  [`${'a'.repeat(996)}.pdf`, '1000 characters'],
];

/** Names that only case or normal form tells apart: a server that stores by name mixes them up. */
const pairs: readonly (readonly [first: string, second: string, note: string])[] = [
  ['Case.pdf', 'case.PDF', 'case'],
  ['gr\u00f6\u00dfer.txt', 'gro\u0308\u00dfer.txt', 'normal form'],
  ['\u212b.txt', '\u00c5.txt', 'a singleton'],
  ['ﬁle.txt', 'file.txt', 'compatibility'],
  ['stra\u00dfe.txt', 'STRASSE.txt', 'full case folding'],
  ['i.txt', 'İ.txt', 'Turkish case'],
  ['blank.txt', 'blank.txt ', 'a blank behind'],
];

/** Each idea by itself, then pairs of neighbours. */
export const awkwardNames: readonly FileName[] = [
  ...single.map(([name, note]) => ({ name, note })),
  ...pairs.flatMap(([first, second, note]) => [
    { name: first, note: `the first of two that differ in ${note}` },
    { name: second, note: `the second of two that differ in ${note}` },
  ]),
];
