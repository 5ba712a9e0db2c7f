/** What an error must not tell: kinds of internal detail, each with a pattern that finds it in a text. */
const leaks: readonly (readonly [string, RegExp])[] = [
  [
    'a stack trace',
    /\bat [\w.$<>[\] ]+ \(?(?:[\w@.\-:/\\]*[./\\][\w@.\-:/\\]*):\d+(?::\d+)?\)?|Traceback \(most recent call last\)|\bat [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)|goroutine \d+ \[|\bFile "[^"]+", line \d+/g,
  ],
  ['a source file', /[\w-]+\.(?:js|mjs|cjs|ts|py|rb|php|java|go|cs|rs)\b:?\s?(?:line\s)?\d+|node_modules\//g],
  [
    'a path of the file system',
    // `/data/attributes` is no path but a pointer into a JSON:API document.
    /(?:^|[\s"'`(=:])(?:\/(?:usr|home|var|etc|opt|srv|app|tmp|root|mnt|data(?!\/(?:attributes|relationships)\b)|Users|private|proc)\/[\w.-]|[A-Za-z]:\\\\?[\w.-])/g,
  ],
  ['SQL', /\bSELECT\b.{1,200}\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.{1,80}\bSET\b|\bDELETE FROM\b/g],
  [
    'SQL',
    /\bselect\b.{1,200}\bfrom\b.{1,80}\bwhere\s+[\w."'`]+\s*(?:[=<>!]|in\s*\(|like\s)|SQLSTATE|ORA-\d{5}|syntax error at or near|SQLITE_|\bER_[A-Z_]{4,}|relation \\?"[^"]+" does not exist|duplicate key value/gi,
  ],
  [
    'a name of the storage',
    /\bs3:\/\/|\bgs:\/\/|arn:aws|\.s3[.-][\w.-]*amazonaws|\.blob\.core\.windows\.net|storage\.googleapis\.com|\bbucket["'\\]*(?:\s*[:=]\s*["'\\]*|\s+["'\\]+)[\w.-]+/gi,
  ],
  [
    'a key',
    /\bAKIA[0-9A-Z]{12,}|-----BEGIN [A-Z ]+-----|\b(?:secret|password|passwd|api[_-]?key)["']?\s*[:=]\s*["']?(?=[\w\-./+]*\d)[\w\-./+]{6,}/gi,
  ],
  [
    'an exception',
    /\b(?:TypeError|ReferenceError|RangeError|SyntaxError|NullPointerException|ValueError|KeyError|AttributeError|NoSuchKey|ECONNREFUSED|ENOENT|EACCES)\b|\b\w+(?:\.\w+)+Exception\b|\b\w+Exception(?=:|\(| at | in )|Cannot read propert|undefined is not (?:a function|an object|iterable|a constructor)|is not a function|panic:/g,
  ],
  [
    'an address within the network',
    /(?<![/\w.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}:\d{2,5}\b/g,
  ],
];

/** What kind of internal detail a text tells, with the words that do; what the client itself sent is no leak. */
export function leakIn(
  text: string,
  sent: string,
): { readonly kind: string; readonly words: string } | undefined {
  // Some targets escape each slash.
  const readable = text.replaceAll('\\/', '/');
  for (const [kind, pattern] of leaks) {
    const found = Array.from(readable.matchAll(pattern), ([match]) => match.trim());
    const words = found.find((match) => !sent.includes(match));
    if (words !== undefined) return { kind, words };
  }
  return undefined;
}
