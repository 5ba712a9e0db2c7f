/** What an error must not tell: kinds of internal detail, each with a pattern that finds it in a text. */
const leaks: readonly (readonly [string, RegExp])[] = [
  [
    'a stack trace',
    /\bat [\w.$<>[\] ]+ \(?(?:[\w@.\-:/\\]+):\d+(?::\d+)?\)?|Traceback \(most recent call last\)|\bat [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)|goroutine \d+ \[|\bFile "[^"]+", line \d+/,
  ],
  ['a source file', /[\w-]+\.(?:js|mjs|cjs|ts|py|rb|php|java|go|cs|rs)\b:?\s?(?:line\s)?\d+|node_modules\//],
  [
    'a path of the file system',
    /(?:^|[\s"'`(=:])(?:\/(?:usr|home|var|etc|opt|srv|app|tmp|root|mnt|data|Users|private|proc)\/[\w.-]|[A-Za-z]:\\\\?[\w.-])/,
  ],
  [
    'SQL',
    /\bSELECT\b.{1,200}\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.{1,80}\bSET\b|\bDELETE FROM\b|SQLSTATE|ORA-\d{5}|syntax error at or near|SQLITE_|ER_[A-Z_]{4,}|relation "[^"]+" does not exist|duplicate key value/i,
  ],
  [
    'a name of the storage',
    /\bs3:\/\/|\bgs:\/\/|arn:aws|\.s3[.-][\w.-]*amazonaws|\.blob\.core\.windows\.net|storage\.googleapis\.com|\bbucket[\s"':=]+[\w.-]+/i,
  ],
  [
    'a key',
    /\bAKIA[0-9A-Z]{12,}|-----BEGIN [A-Z ]+-----|\b(?:secret|password|passwd|api[_-]?key)["']?\s*[:=]\s*["']?[\w\-./+]{6,}/i,
  ],
  [
    'an exception',
    /\b(?:TypeError|ReferenceError|RangeError|SyntaxError|NullPointerException|ValueError|KeyError|AttributeError|NoSuchKey|ECONNREFUSED|ENOENT|EACCES)\b|\b[\w.]+Exception\b|Cannot read propert|undefined is not|is not a function|panic:/,
  ],
];

/** What kind of internal detail a text tells, with the words that do; what the client itself sent is no leak. */
export function leakIn(
  text: string,
  sent: string,
): { readonly kind: string; readonly words: string } | undefined {
  for (const [kind, pattern] of leaks) {
    const words = pattern.exec(text)?.[0].trim();
    if (words !== undefined && !sent.includes(words)) return { kind, words };
  }
  return undefined;
}
