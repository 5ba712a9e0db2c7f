import { textOf } from '../../contract/json.ts';
import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `pattern`. */
export const unmatched: Fault = (place) => spoiled(place);

/** Breaks `format`. */
export const malformed: Fault = function* (place): Iterable<Candidate> {
  const { schema } = place;
  for (const [text, note] of malformedBy[textOf(schema.format)] ?? []) yield near(text, note);
  if (/^int(32|64)$/.test(textOf(schema.format))) yield* notIntegers();
  yield* spoiled(place);
};

const malformedBy: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'date-time': [
    ['2025-01-15', 'a date without time'],
    ['2025-01-15T10:30:00', 'no offset'],
    ['2025-01-15 10:30:00', 'a blank for the T, no offset'],
    ['2025-02-30T10:30:00Z', 'a day that is not'],
    ['2025-01-15T24:00:01Z', 'an hour that is not'],
    ['15/01/2025 10:30', 'another order'],
    ['1736937000', 'seconds since 1970'],
  ],
  date: [
    ['2025-02-30', 'a day that is not'],
    ['2025-13-01', 'a month that is not'],
    ['2025-1-5', 'no leading zeros'],
    ['2025-01-15T00:00:00Z', 'a date with time'],
    ['15/01/2025', 'another order'],
    ['20250115', 'no hyphens'],
    ['25-01-15', 'two digits for the year'],
  ],
  time: [
    ['10:30', 'no seconds and no offset'],
    ['25:00:00Z', 'an hour that is not'],
    ['10:30:00', 'no offset'],
  ],
  duration: [
    ['P', 'no part'],
    ['1D', 'no P'],
    ['PT', 'no part of time'],
    ['60', 'a number'],
    ['P1Y1W', 'weeks with years'],
  ],
  email: [
    ['example.com', 'no @'],
    ['a@', 'no domain'],
    ['@example.com', 'no local part'],
    ['a b@example.com', 'a blank'],
    ['a@b@example.com', 'two @'],
  ],
  uri: [
    ['/path', 'a relative reference'],
    ['example.com', 'no scheme'],
    ['//example.com/path', 'no scheme, with //'],
    ['http://example.com/a b', 'a blank'],
    ['http://example.com/<x>', 'angle brackets'],
    ['http://[::1', 'an open bracket'],
  ],
  'uri-reference': [
    ['\\\\host\\share', 'backslashes'],
    ['a b', 'a blank'],
    ['#a#b', 'two fragments'],
  ],
  uuid: [
    ['00000000-0000-0000-0000-00000000000', 'one digit short'],
    ['000000000000-0000-0000-0000-00000000', 'hyphens in other places'],
    ['00000000-0000-0000-0000-00000000000g', 'a letter that is no digit'],
    ['{00000000-0000-0000-0000-000000000000}', 'in braces'],
    ['1', 'a number'],
  ],
  ipv4: [
    ['256.0.0.1', 'a part above 255'],
    ['1.2.3', 'three parts'],
    ['1.2.3.4.5', 'five parts'],
    ['1.2.3.04', 'a leading zero'],
  ],
  ipv6: [
    ['1::2::3', 'two gaps'],
    ['12345::', 'a part too long'],
    ['1.2.3.4', 'version 4'],
  ],
  hostname: [
    ['-a.example', 'a leading hyphen'],
    ['a_b.example', 'an underscore'],
    [`${'a'.repeat(64)}.example`, 'a label too long'],
    ['a..b', 'an empty label'],
  ],
  regex: [
    ['(', 'an open group'],
    ['[a', 'an open class'],
    ['*', 'nothing to repeat'],
  ],
  'json-pointer': [
    ['a', 'no leading slash'],
    ['/~2', 'an escape that is not'],
    ['#/a', 'a fragment'],
  ],
  'relative-json-pointer': [
    ['/a', 'no number'],
    ['01', 'a leading zero'],
  ],
  'uri-template': [
    ['{a', 'an open brace'],
    ['a}', 'a closing brace'],
  ],
  byte: [
    ['a', 'one character'],
    ['abc', 'no padding'],
    ['ab*=', 'a character that is not in the alphabet'],
    ['a-_=', 'the alphabet of URLs'],
  ],
};

function* notIntegers(): Iterable<Candidate> {
  yield near(2 ** 31, '2 to the 31');
  yield near(-(2 ** 31) - 1, 'one below minus 2 to the 31');
  yield near(0.5, 'a half');
  yield alike(2 ** 32, '2 to the 32');
}

/** Valid texts with one thing spoiled. */
function* spoiled({ values }: Parameters<Fault>[0]): Iterable<Candidate> {
  const texts = values.filter((value) => typeof value === 'string').slice(0, 3);
  yield near('', 'empty');
  for (const text of texts) {
    yield near(`${text} `, 'a trailing blank');
    yield near(` ${text}`, 'a leading blank');
    yield near(text.slice(0, -1), 'last character missing');
    yield near(text.slice(1), 'first character missing');
    yield near(`${text}x`, 'a letter more');
    yield near(text.toUpperCase(), 'upper case');
    yield near(text.toLowerCase(), 'lower case');
    yield alike(`${text}\n`, 'a trailing newline');
    yield alike(`x\n${text}`, 'on the second line');
    yield alike(`${text}\0`, 'a trailing NUL');
    yield alike(text + text, 'doubled');
    yield alike(text.replace(/[a-z\d]/i, '*'), 'a character that is a star');
    yield alike(text.replace(/\d/, '٣'), 'an Arabic digit');
  }
  for (const text of ['x', '1', ' ', '!', 'not valid', 'é', '-'])
    yield far(text, `the text ${JSON.stringify(text)}`);
}
