import { changeCharacter } from '../near-miss.ts';
import type { Part, Tampered } from './parts.ts';
import { decoded, partsOf, replacedAll } from './parts.ts';
import { signaturesOf } from './signature.ts';

/** The URL with its signature changed: single characters over its whole length, shortened, emptied; none without a signature. */
export function withForgedSignature(url: string, other: string): Tampered[] {
  const [part, ...alike] = signaturesOf(url, other);
  if (part === undefined) return [];
  const otherwise = alike.map((each) => ({ part: each, by: changedInside(each.value) }));
  const whole = decoded(part.value);
  const extension = part.place === 'path' ? sharedExtension(part, other) : '';
  const signature = whole.slice(0, whole.length - extension.length);
  // CloudFront writes `~` for a slash and `_` for an equals sign.
  const [padding] = (signature.includes('~') ? /_*$/ : /=*$/).exec(signature) ?? [''];
  const significant = signature.slice(0, signature.length - padding.length);
  const forged = (value: string, note: string): Tampered => ({
    url: replacedAll(url, [...otherwise, { part, by: encodeURIComponent(value + padding + extension) }]),
    note: `signature ${note}`,
  });
  const all = [
    ...positionsIn(significant).map((index) =>
      forged(
        changedWithin(significant, index),
        `with character ${index + 1} of ${significant.length} changed`,
      ),
    ),
    ...transposed(significant).map((value) => forged(value, 'with two neighbouring characters exchanged')),
    ...(mixed.test(significant) && !hex.test(significant)
      ? [forged(inOtherCase(significant), 'in the other case')]
      : []),
    ...unsignedTokens(significant).map((token) => forged(token, 'of the token taken off')),
    forged(significant.slice(0, -1), 'without its last character'),
    forged(significant.slice(0, Math.ceil(significant.length / 2)), 'cut to its first half'),
    // A lenient decoder of hex stops there, and what it has read so far is right.
    forged(significant.replace(/^(.{8})[^.]/, '$1!'), 'with an exclamation mark for its ninth character'),
    // Two, because a decoder of hex drops a single one.
    forged(`${significant}AA`, 'with two characters more'),
    ...(part.name === ''
      ? []
      : [{ url: replacedAll(url, [...otherwise, { part, by: '' }]), note: 'signature empty' }]),
  ];
  // A short one has no ninth character.
  return all.filter((tampered) => tampered.url !== url);
}

/** A text with a character about its middle changed. */
function changedInside(text: string): string {
  const middle = Math.floor(text.length / 2);
  return changeCharacter(text, text.slice(middle).search(/[a-z0-9]/i) + middle);
}

/** The URL without its signature parameter; none when the signature is not a parameter. */
export function withoutSignature(url: string, sibling: string): Tampered[] {
  const parts = signaturesOf(url, sibling);
  const [first] = parts;
  if (first === undefined || parts.some(({ name, place }) => name === '' || place === 'path')) return [];
  const bare = parts
    .map(({ name, value }) => `${name}=${value}`)
    .reduce(
      (text, pair) => text.replace(`&${pair}`, '').replace(`?${pair}&`, '?').replace(`?${pair}`, ''),
      url,
    );
  return [{ url: bare, note: 'signature parameter removed' }];
}

/** The extension of a path segment, dot included, where the other URL has it too: it is for people. */
function sharedExtension({ value }: Part, other: string): string {
  const [extension = ''] = /\.[a-z]\w{0,4}$/i.exec(value) ?? [];
  const shared = partsOf(other).some((part) => part.place === 'path' && part.value.endsWith(extension));
  return shared ? extension : '';
}

const hex = /^[0-9a-f]+$/i;
/** Base32 and its like: the last character may hold one bit that means something, and which one the alphabet says. */
const oneCase = /^(?:[0-9a-z]+|[0-9A-Z]+)$/;
const mixed = /[a-z].*[A-Z]|[A-Z].*[a-z]/;

/** The text with two unlike neighbours exchanged, about its middle; none when all its characters are alike. */
function transposed(text: string): string[] {
  const middle = Math.floor(text.length / 2);
  const places = Array.from({ length: text.length - 1 }, (_, index) => (middle + index) % (text.length - 1));
  const place = places.find((at) => /[a-z0-9]{2}/i.test(text.slice(at, at + 2)) && text[at] !== text[at + 1]);
  return place === undefined
    ? []
    : [
        text.slice(0, place) +
          text
            .slice(place, place + 2)
            .split('')
            .reverse()
            .join('') +
          text.slice(place + 2),
      ];
}

function inOtherCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}

/** A JSON Web Token with an empty signature, without one, and with a header that says so (RFC 8725 §2.1); none of other texts. */
function unsignedTokens(token: string): string[] {
  const [header = '', claims, signature, ...more] = token.split('.');
  if (claims === undefined || signature === undefined || more.length > 0 || !header.startsWith('eyJ'))
    return [];
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  return [`${header}.${claims}.`, `${header}.${claims}`, `${none}.${claims}.`];
}

/** Where to change a signature: over each of its dot-separated sections, the end of the last one first, which no payload stands at. */
function positionsIn(signature: string): number[] {
  const sections = [...signature.matchAll(/[^.]+/g)];
  const shares = sections.length > 1 ? [1, 0, 0.5] : [1, 0, 0.12, 0.25, 0.4, 0.5, 0.65, 0.8, 0.9];
  const all = sections
    .reverse()
    .flatMap(({ index, 0: text }) => shares.map((share) => index + Math.round(share * (text.length - 1))));
  const last = signature.length - 1;
  const known = oneCase.test(signature) && !hex.test(signature) ? all.filter((index) => index < last) : all;
  return [...new Set(known)];
}

/** Changes one character by the alphabet of its section. */
function changedWithin(signature: string, index: number): string {
  const start = signature.lastIndexOf('.', index) + 1;
  const end = signature.indexOf('.', index);
  const section = signature.slice(start, end === -1 ? undefined : end);
  return (
    signature.slice(0, start) +
    changeCharacter(section, index - start) +
    (end === -1 ? '' : signature.slice(end))
  );
}
