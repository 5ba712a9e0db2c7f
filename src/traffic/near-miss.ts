const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** A UUID in text form, of any version. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** 26 characters of Crockford's base32, which has no I, L, O and U; the first one is small. */
export const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

/** True for what is read without case: UUID, by itself or behind what tells its kind, ULID, and 8 octets or more in hex. */
function isCaseless(text: string): boolean {
  return uuid.test(text.slice(-36)) || ulid.test(text) || /^(?:[0-9a-f]{2}){8,}$/i.test(text);
}

/** A value that differs slightly from a known one. */
export interface NearMiss {
  readonly value: string;
  readonly note: string;
}

/**
 * The text with one character changed so that the change survives decoding: in hex and base64 a bit is flipped that no
 * decoder drops as padding and no comparison without case overlooks.
 */
export function changeCharacter(text: string, index: number): string {
  return text.slice(0, index) + otherCharacter(text, text.charAt(index)) + text.slice(index + 1);
}

function otherCharacter(text: string, character: string): string {
  if (/^[0-9a-f]+$/i.test(text)) {
    const digit = (Number.parseInt(character, 16) ^ 8).toString(16);
    return text === text.toUpperCase() ? digit.toUpperCase() : digit;
  }
  const position = base64.indexOf(character.replace('-', '+').replace('_', '/'));
  if (position === -1) return character === 'x' ? 'y' : 'x';
  // A slash or a plus sign would be more than another character of a signature in a path.
  const other = base64.charAt(position ^ (position === 30 || position === 31 ? 16 : 32));
  return character === '-' || character === '_' || /[-_]/.test(text)
    ? other.replace('+', '-').replace('/', '_')
    : other;
}

/** So many of the near misses tell nearly everything that all of them tell. */
export const tellingMisses = 6;

/** Values that a careless comparison takes for the given one: changed, shortened, lengthened, in another case. */
export function nearMisses(text: string): NearMiss[] {
  const last = text.length - 1;
  const [otherCase, ...upperAndLower] = isCaseless(text) ? [] : otherCases(text);
  const misses: NearMiss[] = [
    { value: changeCharacter(text, last), note: 'last character changed' },
    { value: text.slice(0, -1), note: 'last character missing' },
    { value: `${text}-x`, note: 'with a dash and a letter behind' },
    ...(otherCase === undefined ? [] : [otherCase]),
    { value: `x${text}`, note: 'with a character in front' },
    { value: changeCharacter(text, 0), note: 'first character changed' },
    { value: text.slice(1), note: 'first character missing' },
    { value: changeCharacter(text, Math.floor(last / 2)), note: 'middle character changed' },
    { value: text.slice(0, 8), note: 'first 8 characters' },
    { value: text + text, note: 'doubled' },
    { value: text.slice(0, Math.ceil(text.length / 2)), note: 'first half' },
    ...upperAndLower,
  ];
  const seen = new Set(['', text]);
  return misses.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** What stands behind the prefix that tells the kind of a text; none without such a prefix, or before fewer characters than `least`. */
export function withoutPrefix(text: string, least: number): NearMiss[] {
  const [, rest = ''] = /^[a-z]+[_-](.*)$/i.exec(text) ?? [];
  return rest.length < least ? [] : [{ value: rest, note: 'without its prefix' }];
}

/** A text whose first character is full-width, which NFKC makes the usual one (UAX #15). */
export function fullWidth(text: string): string {
  return String.fromCharCode(text.charCodeAt(0) + 0xfee0) + text.slice(1);
}

/** A text with every octet of it percent-encoded. */
export function percentEncoded(text: string): string {
  return Array.from(Buffer.from(text), (octet) => `%${octet.toString(16).padStart(2, '0')}`).join('');
}

/** A text with capitals for small letters, and small letters for capitals. */
export function inOtherCase(text: string): string {
  return [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('');
}

function otherCases(text: string): NearMiss[] {
  return [
    { value: inOtherCase(text), note: 'in the other case' },
    { value: text.toUpperCase(), note: 'in upper case' },
    { value: text.toLowerCase(), note: 'in lower case' },
  ];
}
