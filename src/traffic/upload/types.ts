import fc from 'fast-check';
import type { Wanted } from './wanted.ts';

/** A media type by RFC 9110 §8.3.1, type and subtype by RFC 6838 §4.2. */
export interface MediaType {
  readonly note: string;
  readonly contentType: string;
}

const long = (letter: string): string => letter.repeat(127);

/** The most telling first: what servers drop, rewrite, look up in a list or sign in another spelling. */
const enumerated: readonly (readonly [contentType: string, note: string])[] = [
  ['text/plain; charset=ISO-8859-1', 'a charset that is not UTF-8'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'a long registered type'],
  ['application/vnd.api+json; profile="https://example.com/A b"', 'a quoted value with signs and capitals'],
  ['Application/PDF', 'upper case'],
  ['image/svg+xml', 'a suffix'],
  ['x-custom/x_y.z-1', 'a type that is not registered'],
  ['text/csv;charset=utf-8;header=present', 'two parameters without blanks'],
  ['application/json', 'JSON'],
  ['application/gzip', 'gzip'],
  ['text/html; charset=UTF-8', 'HTML'],
  ['text/plain', 'a text without charset'],
  ['application/octet-stream', 'any octets'],
  ['text/plain ; charset="us-ascii"', 'a blank in front of the semicolon, a quoted charset'],
  ['multipart/related; boundary="a=b, c"; start="<1@example.com>"', 'parts'],
  ['application/x-www-form-urlencoded', 'a form'],
  ['image/png', 'a picture'],
  ['application/prs.a!b#c$d&e^f', 'every sign that a name may have'],
  [`${long('t')}/${long('s')}`, 'the longest names'],
  ['text/plain; title=""', 'an empty value'],
  ['TEXT/PLAIN; CHARSET=UTF-8', 'upper case throughout'],
  ['application/x.y; a=%41+b', 'a value that decoding would change'],
  ['1/2', 'digits'],
];

const letterOrDigit = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789');
const nameSign = fc.constantFrom(...'abcxyzABCXYZ019!#$&-^_.+');
const name = fc
  .tuple(letterOrDigit, fc.string({ unit: nameSign, maxLength: 20 }))
  .map(([first, rest]) => first + rest);
const token = fc.string({
  unit: fc.constantFrom(..."abcABC019!#$%&'*+-.^_`|~"),
  minLength: 1,
  maxLength: 12,
});
/** Without the escapes that RFC 9110 §5.6.4 allows: hardly a server that reads types knows them, nor has to. */
const quotedString = fc
  .string({ unit: 'grapheme-ascii', maxLength: 20 })
  .map((text) => `"${text.replaceAll(/["\\]/g, '')}"`);
const parameter = fc
  .tuple(
    fc.constantFrom('; ', ';'),
    fc.constantFrom('name', 'Version', 'x-a', 'q'),
    fc.oneof(token, quotedString),
  )
  .map(([between, key, value]) => `${between}${key}=${value}`);
const generated = fc
  .tuple(name, name, fc.option(parameter, { nil: '' }))
  .map(([type, subtype, behind]) => `${type}/${subtype}${behind}`);

/** The first `most` media types, none twice: enumerated ones, then generated ones. */
export function contentTypes({ seed, most }: Wanted): MediaType[] {
  const known = enumerated.map(([contentType, note]) => ({ contentType, note }));
  const drawn = fc
    .sample(generated, { seed, numRuns: 2 * Math.max(1, most - known.length) })
    .map((contentType) => ({ contentType, note: 'generated' }));
  const distinct = new Map([...known, ...drawn].map((type) => [type.contentType.toLowerCase(), type]));
  return [...distinct.values()].slice(0, most);
}
