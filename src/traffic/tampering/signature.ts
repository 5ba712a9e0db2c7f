import type { Part } from './parts.ts';
import { decoded, partsOf } from './parts.ts';

const namedSignature = /signature|^sig$|hmac|^mac$|^sign$|digest|^hash$/i;
const namedToken = /token|jwt|ticket|policy|auth|^key$|^st$|^t$|^s$/i;
/** Characters of the shortest signature, when its name says that it is one, and when nothing does. */
const shortest = { named: 4, unnamed: 8 };

/** The part that holds the signature: by its name, those that differ from another URL of the file first, else the longest of these. */
export function signatureOf(url: string, other: string): Part | undefined {
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
