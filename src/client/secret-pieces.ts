import { escapedInAnyWay } from './secret-forms.ts';

/** Characters of most spellings of one character. */
const longestSpelling = 6;
/** Characters below which a piece would be found by chance. */
const shortest = 8;

/** An ellipsis as text, as octets that are read one by one, escaped in JSON and in HTML. */
const ellipsis = '(?:…|\\xe2\\x80\\xa6|\\.\\.\\.|\\\\+u2026|&(?:amp;)*(?:hellip|#8230|#[xX]2026);)';

/**
 * A pattern that finds more than half of a secret that was cut before anybody could recognise it: its beginning, and an ellipsis not
 * farther behind than its end would be; or its end, likewise behind one. Undefined where that would be found by chance.
 */
export function piecesOf(value: string): RegExp | undefined {
  const characters = Array.from(value);
  const most = Math.max(shortest, Math.floor(characters.length / 2) + 1);
  if (most >= characters.length) return undefined;
  const rest = `[^]{0,${(characters.length - most) * longestSpelling}}?`;
  const start = escapedInAnyWay(characters.slice(0, most).join(''));
  const end = escapedInAnyWay(characters.slice(-most).join(''));
  return new RegExp(`${start}${rest}${ellipsis}|${ellipsis}${rest}${end}`);
}
