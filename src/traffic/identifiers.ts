import fc from 'fast-check';
import type { JsonObject } from '../contract/json.ts';
import { valid } from '../arbitraries/valid.ts';
import type { NearMiss } from './near-miss.ts';
import { fullWidth, nearMisses, tellingMisses, ulid, uuid, withoutPrefix } from './near-miss.ts';

/** A file id that names no file, unless `plausible`: then another file might by chance have it. */
export interface UnknownId extends NearMiss {
  readonly plausible?: boolean;
}

/** Ids of the shape of a known one with other characters; very short ones are lengthened, so that no file has them by chance. */
export function unknownIds(known: string, count: number, seed: number): UnknownId[] {
  const shape = lengthened(known);
  const hex = /^[0-9a-f-]+$/i.test(known);
  const letters = hex ? 'abcdef' : ulid.test(known) ? 'abcdefghjkmnpqrstvwxyz' : 'abcdefghijklmnopqrstuvwxyz';
  const characters = [...shape].map((character, index) => {
    if (index === 0 && isShortInteger(known)) return fc.constant(known.length === 10 ? '1' : character);
    if (isFixed(known, index)) return fc.constant(character);
    if (/\d/.test(character)) return fc.integer({ min: 1, max: 9 }).map(String);
    if (!/[a-z]/i.test(character)) return fc.constant(character);
    const letter = fc.constantFrom(...letters);
    return character === character.toUpperCase() ? letter.map((c) => c.toUpperCase()) : letter;
  });
  const arbitrary = keepingPrefix(
    known,
    fc.tuple(...characters).map((parts) => parts.join('')),
  );
  return fc
    .sample(arbitrary, { seed, numRuns: count })
    .map((value) => ({ value, note: 'unknown id of the same shape' }));
}

/**
 * A shape for ids that no file has by chance: the known one where it is not very short, because another length may be malformed.
 * Numbers, which may be given out one by one, stay within 32 bits, or as long as they are.
 */
function lengthened(known: string): string {
  if (/^\d+$/.test(known)) return known.length >= 9 ? known : '1'.repeat(9);
  const own = known.replace(prefix, '').replace(/[^a-z0-9]/gi, '').length;
  return own >= 4 ? known : known.repeat(Math.ceil(16 / Math.max(1, own)));
}

/** What tells the kind of an id. */
const prefix = /^[a-z]+[_-]/i;

/** What a server may check in an id without looking it up: version and variant of a UUID, the first character of a ULID or a number. */
function isFixed(known: string, index: number): boolean {
  if (index === 0) return ulid.test(known) || /^\d{9,}$/.test(known);
  return uuid.test(known) && (index === 14 || index === 19);
}

/** True for a number that a server may keep in 32 bits; all of ten digits that begin with 1 are such. */
function isShortInteger(known: string): boolean {
  return /^\d{9,10}$/.test(known) && Number(known) < 2 ** 31;
}

function keepingPrefix(known: string, arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const kind = prefix.exec(known)?.[0] ?? '';
  return arbitrary.map((id) => kind + id.slice(kind.length));
}

/** Ids that a loose look-up takes for the known one, the most telling first; `filename` is what the known file is called. */
export function lookAlikes(known: string, filename?: string): UnknownId[] {
  const half = known.slice(0, Math.ceil(known.length / 2));
  const isNumber = /^\d+$/.test(known);
  const [changed, ...others] = nearMisses(known);
  // Floating point may not tell a number from the next one, which another file may have.
  const next = { value: `${known.slice(0, -1)}${Number(known.slice(-1)) ^ 1}`, note: 'the next number' };
  const misses = [...(isNumber ? [next] : changed ? [changed] : []), ...others].map((miss) => ({
    ...miss,
    plausible: true,
  }));
  return [
    {
      value: `${known},x[${'📄'.repeat(64)}\n${known}\nx/${known}`,
      note: 'alone in a list, in a line and at the end of a path, with 64 emoji and an open bracket',
    },
    { value: `${known}\n`, note: 'line feed behind' },
    { value: `${known.slice(0, -1)}_`, note: 'SQL wildcard for the last character' },
    { value: `${known}\u0000`, note: 'NUL behind' },
    { value: `\ufeff${known}\ufeff`, note: 'byte order mark in front and behind' },
    ...misses.slice(0, tellingMisses),
    { value: `${known} `, note: 'blank behind' },
    { value: ` ${known}`, note: 'blank in front' },
    ...withoutPrefix(known, 8),
    ...(filename === undefined ? [] : [{ value: filename, note: 'name of the file', plausible: true }]),
    { value: `${known}.pdf`, note: 'extension behind' },
    { value: `/${known}`, note: 'slash in front' },
    { value: `${known}?x#x`, note: 'query and fragment behind' },
    { value: `x/../${known}`, note: 'path that normalises to it' },
    {
      value: `%${known.charCodeAt(0).toString(16)}${known.slice(1)}`,
      note: 'first character percent-encoded',
    },
    { value: fullWidth(known), note: 'first character full-width' },
    { value: `${known}\u0301`, note: 'combining accent behind' },
    { value: `"${known}"`, note: 'in quotes' },
    { value: `\\${known}`, note: 'backslash in front' },
    { value: `${half}%`, note: 'SQL wildcard' },
    {
      value: known.replace(/[-_]/, (sign) => (sign === '-' ? '_' : '-')),
      note: 'another dash',
      plausible: true,
    },
    { value: `${known.slice(0, -1)}?`, note: 'wildcard for the last character' },
    { value: `<b>${known}</b>`, note: 'in markup' },
    { value: `${known}/`, note: 'slash behind' },
    ...(isNumber ? [] : [{ value: `0${known}`, note: 'zero in front' }]),
    { value: `${known.slice(0, -1)}.`, note: 'wildcard of a pattern for the last character' },
    { value: `${known}' OR '1'='1`, note: 'SQL condition behind' },
    { value: `${known};x`, note: 'parameter behind' },
    { value: `${known}\u0000.pdf`, note: 'NUL and more behind' },
    { value: `x\\${known}`, note: 'folder and a backslash in front' },
    { value: `./${known}`, note: 'dot segment in front' },
    ...misses.slice(tellingMisses),
  ].filter(({ value }) => value !== known);
}

/** Everything at once that a careless server may stumble over or find a file by. */
export const oddest = `' OR '1'='1" -- &amp;:#?@+|~^,;\\ \r\n\t\u0001\u007f../../etc/passwd%00%ZZ*<script>alert(1)</script>{{7*7}}\${x}\u202eΩ日本語📄[($..${'é'.repeat(1100)}\\`;

/** Signs that stand for themselves share an id; a word or a sign that only a whole id can be has its own. */
const odd: readonly (readonly [string, string])[] = [
  [' ', 'one blank'],
  [`ﬁle_Ω_日本語\u202e${'📄'.repeat(64)}`, 'letters of other scripts, a right-to-left override, 64 emoji'],
  ['\u0000\u0001\u001f\u007f', 'NUL and other control characters'],
  ['\ud800', 'lone surrogate'],
  ['.*', 'pattern for everything'],
  ['%', 'percent sign'],
  ['%00%ZZ', 'percent-encoded NUL, and what does not decode'],
  ['.', 'dot'],
  ['6f1c2b9e-4d3a-4c5b-8e7f-0a1b2c3d4e5f', 'UUID'],
  ['undefined', 'word undefined'],
  ['null', 'word null'],
  ['toString', 'name of an inherited member'],
  ['../../etc/passwd', 'path out of the folder'],
  ['/', 'slash'],
  ['0', 'zero'],
  ['*', 'asterisk'],
  ['00000000-0000-0000-0000-000000000000', 'UUID of zeros'],
  ['📄'.repeat(300), '300 emoji'],
  [`' OR '1'='1" -- ;\\ {}[($..`, 'SQL condition, quotes, backslash, brackets, dots'],
  ['constructor', 'name of the constructor'],
  ['1', 'one'],
];

/** Ids that the schema allows and that no careful server has: punctuation, other scripts, long ones, generated ones. */
export function oddIds(schema: JsonObject, document: JsonObject, count: number, seed: number): UnknownId[] {
  const drawn = fc.sample(valid(schema, document), { seed, numRuns: count });
  return [
    {
      value: oddest,
      note: 'quotes, punctuation, an SQL condition, control characters, a path, markup, brackets, other scripts, 1,100 letters',
    },
    { value: '9'.repeat(20), note: '20 digits, more than 64 bits hold' },
    { value: '__proto__', note: 'name of the prototype' },
    { value: 'https://files.invalid/'.padEnd(300, 'a'), note: 'URL of 300 characters' },
    { value: 'a'.repeat(32_000), note: '32000 characters' },
    ...odd.map(([value, note]) => ({ value, note })),
    ...drawn
      .filter((value) => typeof value === 'string')
      .map((value) => ({ value, note: 'generated', plausible: true })),
  ];
}
