import { changeCharacter } from './near-miss.ts';

/** A changed URL, and what was changed. */
export interface Tampered {
  readonly url: string;
  readonly note: string;
}

/** A part of a URL that stands for itself: a query value, a path segment or a parameter of one, as written. */
interface Part {
  readonly place: 'path' | 'query';
  /** Empty for a path segment, and for a query that is one value. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
}

const namedSignature = /signature|^sig$|hmac|^mac$|^sign$|digest|^hash$/i;
const namedToken = /token|jwt|ticket|policy|auth|^key$|^st$|^t$|^s$/i;
/** Characters of the shortest signature, when its name says that it is one, and when nothing does. */
const shortest = { named: 4, unnamed: 8 };

/** The query values and path segments of a URL, in order. */
function partsOf(url: string): Part[] {
  const [, origin = '', path = '', query = ''] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  const parts: Part[] = [];
  let start = origin.length;
  for (const segment of path.split('/')) {
    const [own = '', ...parameters] = segment.split(';');
    if (own !== '') parts.push({ place: 'path', name: '', value: own, start });
    let at = start + own.length + 1;
    for (const parameter of parameters) {
      if (parameter.includes('=')) parts.push(partOf('path', parameter, at));
      at += parameter.length + 1;
    }
    start += segment.length + 1;
  }
  start = origin.length + path.length + 1;
  for (const pair of query.slice(1).split('&')) {
    if (pair.includes('=') || bare.test(pair)) parts.push(partOf('query', pair, start));
    start += pair.length + 1;
  }
  return parts;
}

/** A whole query that is one value, such as an encrypted one; it may end in padding. */
const bare = /^[^=]{16,}={0,2}$/;

/** A parameter as written: a value with its name, or one alone. */
function partOf(place: Part['place'], pair: string, start: number): Part {
  if (bare.test(pair)) return { place, name: '', value: pair, start };
  const [name = '', ...value] = pair.split('=');
  return { place, name, value: value.join('='), start: start + name.length + 1 };
}

/** A part percent-decoded; as it stands when a percent sign in it stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function replaced(url: string, { start, value }: Part, by: string): string {
  return url.slice(0, start) + by + url.slice(start + value.length);
}

/** The part that holds the signature: by its name, those that differ from another URL of the file first, else the longest of these. */
function signatureOf(url: string, other: string): Part | undefined {
  const known = new Set(partsOf(other).map(({ value }) => value));
  const all = partsOf(url);
  const parts = all.filter(({ value }) => value.length >= shortest.unnamed);
  const longest = (list: Part[]): Part | undefined =>
    [...list].sort((a, b) => b.value.length - a.value.length)[0];
  const named = parts.filter(({ name }) => namedSignature.test(name));
  const unnamed = parts.filter(
    ({ place, value }) =>
      !known.has(value) &&
      // A path segment of terms is signed; a parameter of terms may hold the signature, as Akamai's does.
      (place === 'query' || !/[=&]/.test(value)) &&
      !/^\d{1,13}$/.test(value),
  );
  return (
    named.find(({ value }) => !known.has(value)) ??
    longest(parts.filter(({ name, value }) => namedToken.test(name) && !known.has(value))) ??
    longest(named) ??
    // A path that differs from one URL of a file to the next is what grants access; its query may then tell of other things.
    longest(unnamed.filter(({ place }) => place === 'path')) ??
    longest(unnamed)
  );
}

/** The signature of a URL, decoded; undefined when nothing in it could be one. `other`: another URL of the same file. */
export function signatureIn(url: string, other: string): string | undefined {
  const part = signatureOf(url, other);
  return part && decoded(part.value);
}

/** The URL with its signature changed: single characters over its whole length, shortened, emptied; none without a signature. */
export function withForgedSignature(url: string, other: string): Tampered[] {
  const part = signatureOf(url, other);
  if (part === undefined) return [];
  const whole = decoded(part.value);
  const extension = part.place === 'path' ? sharedExtension(part, other) : '';
  const signature = whole.slice(0, whole.length - extension.length);
  // CloudFront writes `~` for a slash and `_` for an equals sign.
  const [padding] = (signature.includes('~') ? /_*$/ : /=*$/).exec(signature) ?? [''];
  const significant = signature.slice(0, signature.length - padding.length);
  const forged = (value: string, note: string): Tampered => ({
    url: replaced(url, part, encodeURIComponent(value + padding + extension)),
    note: `signature ${note}`,
  });
  return [
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
    // Two, because a decoder of hex drops a single one.
    forged(`${significant}AA`, 'with two characters more'),
    ...(part.name === '' ? [] : [{ url: replaced(url, part, ''), note: 'signature empty' }]),
  ];
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

/** Where to change a signature: over each of its dot-separated sections from the first to the last character. */
function positionsIn(signature: string): number[] {
  const sections = [...signature.matchAll(/[^.]+/g)];
  const shares = sections.length > 1 ? [0, 0.5, 1] : [0, 0.12, 0.25, 0.4, 0.5, 0.65, 0.8, 0.9, 1];
  const all = sections.flatMap(({ index, 0: text }) =>
    shares.map((share) => index + Math.round(share * (text.length - 1))),
  );
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

/**
 * The URL of one file with what names another file, under its own signature: its path, each of its differing query values, all
 * of them. None when the two differ in nothing but the signature.
 */
export function withOtherObject(url: string, other: string, sibling: string): Tampered[] {
  const signature = signatureOf(url, sibling);
  const [own, others] = [partsOf(url), partsOf(other)];
  if (signature === undefined || own.length !== others.length) return [];
  const differing = own.flatMap((part, index) => {
    const by = others[index]?.value ?? part.value;
    return part.start === signature.start || by === part.value ? [] : [{ part, by }];
  });
  const inPath = differing.filter(({ part }) => part.place === 'path');
  const choices = [
    inPath,
    // A segment like `expires=…` names no object.
    inPath.filter(({ part }) => part.name === '' && !part.value.includes('=')),
    ...differing.filter(({ part }) => part.place === 'query').map((one) => [one]),
    differing,
  ];
  const last = inPath.at(-1);
  const moved = [
    ...choices.map((chosen) => chosen.reduceRight((text, { part, by }) => replaced(text, part, by), url)),
    // For a storage that verifies the path before it decodes it.
    ...(last === undefined ? [] : [replaced(url, last.part, `${last.part.value}%2F..%2F${last.by}`)]),
  ];
  return [...new Set(moved)]
    .filter((candidate) => candidate !== url && candidate !== other)
    .map((candidate) => ({
      url: candidate,
      note: 'the object of another file under the signature of this one',
    }));
}

/** The URL with one character of each path segment changed, the last segment first; the signature and the file's name are left alone. */
export function withChangedPath(url: string, sibling: string, filename: string): Tampered[] {
  const signature = signatureOf(url, sibling);
  return partsOf(url)
    .filter(({ start, place, name }) => start !== signature?.start && place === 'path' && name === '')
    .filter(({ value }) => /[a-z0-9]/i.test(value) && decoded(value) !== filename)
    .reverse()
    .map((part) => {
      const last = part.value.search(/[a-z0-9][^a-z0-9]*$/i);
      return {
        url: replaced(url, part, changeCharacter(part.value, last)),
        note: `path segment ${part.value} changed`,
      };
    });
}

const day = 86_400;

/** How far an expiry is moved, in seconds: one of the two short ways stays within a unit that it may be rounded to. */
const moves: readonly (readonly [number, string])[] = [
  [day, 'a day later'],
  [30, '30 s later'],
  [-30, '30 s earlier'],
];

/** The URL with its expiry moved, in whatever form it shows; none when it does not show. `expires` in epoch seconds. */
export function withMovedExpiry(url: string, expires: number, lifetime: number): Tampered[] {
  return shownExpiries(url, expires, lifetime).flatMap(({ tampered }) => tampered);
}

/** An expiry that a URL shows. */
export interface ShownExpiry {
  /** The URL with this expiry in the past: a server that takes it does not read it, and it is there for people. */
  readonly past: Tampered;
  /** The URL with this expiry moved. */
  readonly tampered: readonly Tampered[];
}

/** The places where a URL shows its expiry. `expires` in epoch seconds. */
export function shownExpiries(url: string, expires: number, lifetime: number): ShownExpiry[] {
  const lists = moves.map(([by, how]) => moved(url, { expires, lifetime, by, how }));
  const past = moved(url, { expires, lifetime, by: -lifetime - 2 * day, how: 'in the past' });
  return past.map((one, index) => ({ past: one, tampered: lists.flatMap((list) => list[index] ?? []) }));
}

/** The URL with the parameter of its expiry a second time, a day later; none when it does not show in the query. */
export function withSecondExpiry(url: string, expires: number, lifetime: number): Tampered[] {
  const [later] = moved(url, { expires, lifetime, by: day, how: 'a day later' });
  const before = new Set(url.split(/[?&]/));
  const pair = later?.url.split(/[?&]/).find((one) => !before.has(one));
  return pair === undefined || !pair.includes('=') || !url.includes('?')
    ? []
    : [{ url: `${url}&${pair}`, note: 'a second, later expiry' }];
}

function moved(
  url: string,
  { expires, lifetime, by, how }: { expires: number; lifetime: number; by: number; how: string },
): Tampered[] {
  const near = (seconds: number, goal: number): boolean => Math.abs(seconds - goal) <= 3;
  return partsOf(url).flatMap((part) => {
    const later = part.value.replace(/\d{13}|\d{10}|\d{1,6}(?=$)/g, (digits) => {
      const value = Number(digits);
      if (digits.length === 10 && near(value, expires)) return String(value + by);
      if (digits.length === 13 && near(value / 1000, expires)) return String(value + by * 1000);
      return /expires?|ttl|lifetime|max-?age/i.test(part.name) && near(value, lifetime)
        ? String(value + by)
        : digits;
    });
    const text = decoded(part.value);
    const date = Date.parse(text);
    const dated = /^\d{4}-\d\d-\d\dT/.test(text) && near(date / 1000, expires);
    const start = signingTime(text);
    const value = dated
      ? encodeURIComponent(new Date(date + by * 1000).toISOString().replace('.000Z', 'Z'))
      : start !== undefined && near(start / 1000, expires - lifetime)
        ? new Date(start + by * 1000).toISOString().replace(/[-:]|\.\d+/g, '')
        : later;
    return value === part.value
      ? []
      : [{ url: replaced(url, part, value), note: `expiry ${part.name || 'in the path'} ${how}` }];
  });
}

/** Epoch milliseconds of a time like 20250115T103000Z, from which a lifetime counts; undefined for other texts. */
function signingTime(text: string): number | undefined {
  const [, year, month, dayOfMonth, time = ''] = /^(\d{4})(\d\d)(\d\d)T(\d{6})Z$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return Date.parse(`${year}-${month}-${dayOfMonth}T${time.replace(/(\d\d)(?=\d)/g, '$1:')}Z`);
}

/** The URL without its query; none when it has none, or when what grants access lies in the path. */
export function withoutQuery(url: string, other: string): Tampered[] {
  const rest = url.replace(/[?#].*$/s, '');
  return rest === url || signatureOf(url, other)?.place === 'path'
    ? []
    : [{ url: rest, note: 'query removed' }];
}

/** The URL without its signature parameter; none when the signature is not a parameter. */
export function withoutSignature(url: string, sibling: string): Tampered[] {
  const part = signatureOf(url, sibling);
  if (part === undefined || part.name === '' || part.place === 'path') return [];
  const pair = `${part.name}=${part.value}`;
  const bare = url.replace(`&${pair}`, '').replace(`?${pair}&`, '?').replace(`?${pair}`, '');
  return [{ url: bare, note: 'signature parameter removed' }];
}
