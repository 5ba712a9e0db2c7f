/**
 * What an error must not tell: kinds of internal detail, each with a pattern that finds it in a text. Each takes time in proportion to
 * the text: what may be of any length begins where nothing of its kind stands in front, or is bounded.
 */
const leaks: readonly (readonly [string, RegExp])[] = [
  [
    'a stack trace',
    /\bat [\w.$<>[\] ]{1,200} \(?[\w@.\-:/\\]{1,300}[./\\][\w@-]{1,100}:\d+:\d+\)?|Traceback \(most recent call last\)|\bat [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)|goroutine \d+ \[|\bFile "[^"]+", line \d+/g,
  ],
  [
    'a source file',
    /(?<![\w-])[\w-]+\.(?:js|mjs|cjs|ts|py|rb|php|java|go|cs|rs)\b(?::\s?|(?::|\son)?\s?line\s)\d+|node_modules\//g,
  ],
  [
    'a path of the file system',
    // `/data/attributes/x` is no path but a pointer into a JSON:API document; `/home/x` and `/app/x` may be of a site.
    /(?<=^|[\s"'`(=:])(?:\/(?:usr|var|etc|tmp|root|mnt|proc)\/[\w.-]|\/(?:home|opt|srv|app|data(?!\/(?:attributes|relationships)\b)|Users|private)\/[\w.-]{1,100}(?:\/[\w.-]|(?<=\.(?:[cm]?[jt]s|py|rb|php|jar|go|json|ya?ml|conf|cfg|ini|env|db|sqlite|log|key|pem|sock))\b)|[A-Za-z]:\\\\?[\w.-])/g,
  ],
  ['SQL', /\bSELECT\b.{1,200}\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.{1,80}\bSET\b|\bDELETE FROM\b/g],
  [
    'SQL',
    /\bselect\b.{1,200}\bfrom\b.{1,80}\bwhere\s{1,20}[\w."'`]{1,200}\s{0,20}(?:[=<>!]|in\s{0,20}\(|like\s)|SQLSTATE|ORA-\d{5}|syntax error at or near|SQLITE_|\bER_(?:ACCESS|BAD|CON|DATA|DBACCESS|DUP|HOST|LOCK|NET|NO|OUT|PARSE|QUERY|ROW|SYNTAX|TABLE|TRUNCATED|UNKNOWN|WRONG)_[A-Z_]{3,}|relation \\?"[^"]+" does not exist|duplicate key value/gi,
  ],
  [
    'a name of the storage',
    /\bs3:\/\/|\bgs:\/\/|arn:aws|\.s3[.-][\w.-]{0,100}amazonaws|\.blob\.core\.windows\.net|storage\.googleapis\.com|\bbucket["'\\]*(?:\s*[:=]\s*["'\\]*|\s+["'\\]+)[\w.-]+/gi,
  ],
  [
    'a key',
    // In brackets: what is shown of it.
    /\bAKIA[0-9A-Z]{12,}|-----BEGIN [A-Z ]+-----|(\b(?:secret|password|passwd|api[_-]?key)["']?\s*[:=])\s*["']?(?=[\w\-./+]*\d)[\w\-./+]{6,}/gi,
  ],
  [
    'an exception',
    // A word that is a whole text is a code, and what comes before a colon may be one; SyntaxError may be that of the request.
    /(?<!"(?=\w+"))\b(?:TypeError|ReferenceError|RangeError|ValueError|KeyError|AttributeError|NoSuchKey|ECONNREFUSED|ENOENT|EACCES)\b|(?<!\w\.?)\w+(?:\.\w+)+Exception\b|\b(?:NullPointer|NullReference|IllegalArgument|IllegalState|\w*IndexOutOf(?:Bounds|Range)|ClassCast|NumberFormat|FileNotFound|KeyNotFound|ArgumentNull|InvalidOperation|UnexpectedValue|Logic|IO|SQL|PDO|Query|Runtime|Unhandled)Exception:|\b\w+Exception(?=\(| at | in )|Cannot read propert|Object reference not set|undefined is not (?:a function|an object|iterable|a constructor)|is not a function\b(?! of)|panic:/g,
  ],
  [
    'an address within the network',
    /(?<![/\w.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}:\d{2,5}\b/g,
  ],
];

/** What may stand in front of the path that was asked for. */
const prefix = /(?<![\w./-])[\w./-]{1,100}$/;

/**
 * What kind of internal detail a text tells, with the words that do; what the client itself sent is no leak, nor is the path that it asked
 * for, whatever a gateway puts in front of that.
 */
export function leakIn(
  text: string,
  sent: string,
  asked: string,
): { readonly kind: string; readonly words: string } | undefined {
  // Some targets escape each slash.
  const unescaped = text.replaceAll('\\/', '/');
  const readable = unescaped
    .split(asked)
    .map((piece, index, { length }) => (index < length - 1 ? piece.replace(prefix, '') : piece))
    .join(' ');
  for (const [kind, pattern] of leaks) {
    for (const [match, shown = match] of readable.matchAll(pattern))
      if (!sent.includes(match.trim())) return { kind, words: shown.trim() };
  }
  return undefined;
}
