import type { Part } from './parts.ts';
import { decoded, partsOf } from './parts.ts';

const namedSignature = /signature|^sig$|hmac|^mac$|^sign$|digest|^hash$/i;
const namedToken = /^(?:.*[_-])?(?:token|jwt|ticket|policy|auth|key|st|t|s)$/i;
/** Characters of the shortest signature, when its name says that it is one, and when nothing does. */
const shortest = { named: 4, unnamed: 8 };

/** Epoch seconds and milliseconds, other plain numbers, and times in ISO 8601: part of what is signed. */
const plainTerm = /^(?:\d{1,13}|\d{4}-?\d\d-?\d\dT.*)$/;

/**
 * The parts that may hold the signature, the likeliest first: the one whose name tells, one that differs from another URL of the
 * file before others, and the longest of these. Where no name tells, or only that of a part which does not differ beside a path which
 * does, it is every part that differs, because what else differs may be there for logs: only a change of all of them must not go
 * unnoticed.
 */
export function signaturesOf(url: string, other: string): Part[] {
  const known = new Set(partsOf(other).map(({ value }) => value));
  const parts = partsOf(url).filter(
    ({ name, value }) => value.length >= (namedSignature.test(name) ? shortest.named : shortest.unnamed),
  );
  const longestFirst = (list: Part[]): Part[] => [...list].sort((a, b) => b.value.length - a.value.length);
  const named = parts.filter(({ name }) => namedSignature.test(name));
  const tokens = parts.filter(({ name, value }) => namedToken.test(name) && !known.has(value));
  const telling = named.find(({ value }) => !known.has(value)) ?? longestFirst(tokens)[0];
  if (telling !== undefined) return [telling];
  const unnamed = parts.filter(
    ({ place, value }) =>
      !known.has(value) &&
      // A path segment of terms, not one with padding, is signed; a parameter of terms may hold the signature, as Akamai's does.
      (place === 'query' || !/&|=[^=.]/.test(value)) &&
      !plainTerm.test(decoded(value)),
  );
  const of = (place: Part['place']): Part[] => longestFirst(unnamed.filter((part) => part.place === place));
  // A path that differs from one URL of a file to the next is what grants access.
  const [inPath, inQuery, [last]] = [of('path'), of('query'), longestFirst(named)];
  return last !== undefined && inPath.length === 0 ? [last] : [...inPath, ...inQuery];
}

/** The signature of a URL, decoded; undefined when nothing in it could be one. `other`: another URL of the same file. */
export function signatureIn(url: string, other: string): string | undefined {
  const [part] = signaturesOf(url, other);
  return part && decoded(part.value);
}
