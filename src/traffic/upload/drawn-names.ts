import fc from 'fast-check';
import { injectedField } from './hazards.ts';
import type { FileName } from './names.ts';

/** Assigned or not, but no surrogate, control, separator of lines, mark of direction, slash, backslash or noncharacter. */
const unwelcome = /[\p{Cs}\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}/\\]/u;

function oneOf(first: number, last: number): fc.Arbitrary<string> {
  return fc
    .integer({ min: first, max: last })
    .map((codePoint) => String.fromCodePoint(codePoint))
    .filter((character) => !unwelcome.test(character));
}

/** Fast-check's own units take most of a second at first use, and seldom give the signs that matter. */
const character = fc.oneof(
  { weight: 4, arbitrary: oneOf(0x20, 0x7e) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...` "'%+&#?;=,.*~<>$@`, '%2B', '%e9', '👩\u200d👧', 'e\u0301', '\u00e9'),
  },
  oneOf(0xa0, 0xff),
  oneOf(0x100, 0x24f),
  oneOf(0x300, 0x36f),
  oneOf(0x590, 0x6ff),
  oneOf(0x3040, 0x9fff),
  oneOf(0xac00, 0xd7a3),
  oneOf(0xf900, 0xfffd),
  oneOf(0x1f300, 0x1faff),
  oneOf(0x10000, 0x10fffd),
);

const generated = fc
  .tuple(fc.array(character, { minLength: 1, maxLength: 40 }), fc.constantFrom('.pdf', '.TXT', ''))
  .map(([characters, extension]) => characters.join('') + extension)
  // Dots and blanks alone are a path to some servers.
  .filter((name) => !/^[.\s]*$/u.test(name));

/** Drawn names, the same for the same seed: 1 to 40 characters or short groups of them, of all scripts, and an extension. */
export function drawnNames(seed: number, count: number): FileName[] {
  return sampled(generated, seed, count);
}

const hazard = fc.constantFrom(
  ...[
    '../',
    '..\\',
    '/',
    '\\',
    '\r\n',
    '\n',
    '\r',
    '\0',
    '%0d%0a',
    '%2e%2e%2f',
    '%00',
    '\u010d\u010a',
    '\u2028',
  ],
  ...[
    '\u202e',
    '\u007f',
    '\u001b[0m',
    '"; filename="x',
    '"',
    `\r\n${injectedField}: 1\r\n`,
    'C:\\',
    'file:///',
  ],
);

const combined = fc
  .tuple(
    fc.array(fc.oneof(hazard, character), { maxLength: 8 }),
    hazard,
    fc.constantFrom('a.pdf', 'passwd', ''),
  )
  .map(([before, last, behind]) => before.join('') + last + behind);

/** Drawn hazardous names, the same for the same seed; each holds a hazard. */
export function drawnHazards(seed: number, count: number): FileName[] {
  return sampled(combined, seed, count);
}

function sampled(names: fc.Arbitrary<string>, seed: number, count: number): FileName[] {
  if (count <= 0) return [];
  return fc.sample(names, { seed, numRuns: count }).map((name) => ({ name, note: 'generated' }));
}
