import type { HeaderList } from '../../client/exchange.ts';
import { changeCharacter, inOtherCase } from '../near-miss.ts';
import type { Part, Tampered } from './parts.ts';
import { decoded, partsOf, replaced, replacedAll } from './parts.ts';
import { signaturesOf } from './signature.ts';

/**
 * The URL of one file with what names another file, under its own signature: its path, each of its differing query values, all
 * of them. None when the two differ in nothing but the signature.
 */
export function withOtherObject(url: string, other: string, sibling: string): Tampered[] {
  const signatures = new Set(signaturesOf(url, sibling).map(({ start }) => start));
  const [own, others] = [partsOf(url), partsOf(other)];
  if (signatures.size === 0 || own.length !== others.length) return [];
  const differing = own.flatMap((part, index) => {
    const by = others[index]?.value ?? part.value;
    return signatures.has(part.start) || by === part.value ? [] : [{ part, by }];
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
    ...choices.map((chosen) => replacedAll(url, chosen)),
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

/** The URL of a file with parameters behind, and fields beside, by which a careless storage looks for another file. */
export function withAddedObject(
  url: string,
  other: { readonly url: string; readonly fileId: string },
): Tampered & { readonly headers: HeaderList } {
  const { pathname } = new URL(other.url);
  const { fileId } = other;
  const added = new URLSearchParams({
    ...{
      fileId,
      id: fileId,
      file: fileId,
      key: pathname.slice(1),
      path: pathname,
      object: pathname.slice(1),
    },
  }).toString();
  return {
    url: `${url}${url.includes('?') ? '&' : '?'}${added}`,
    headers: [
      ['X-Original-URL', pathname],
      ['X-Rewrite-URL', pathname],
    ],
    note: 'another file named in parameters and fields that were added',
  };
}

/** What is left alone in the path of a URL. */
interface Kept {
  /** The name of the file, which may be there for people. */
  readonly filename: string;
  /** The URL of another file: what both have in their paths names neither. */
  readonly other?: string;
}

/** The URL with one character of each path segment changed, the last segment first; the signature is left alone. */
export function withChangedPath(url: string, sibling: string, kept: Kept): Tampered[] {
  return segmentsOf(url, sibling, kept).map((part) => {
    const last = part.value.search(/[a-z0-9][^a-z0-9]*$/i);
    return {
      url: replaced(url, part, changeCharacter(part.value, last)),
      note: `path segment ${part.value} changed`,
    };
  });
}

/** The URL with the last path segment in the other case; none where one case alone may be the way to write it, as in a UUID. */
export function withPathInOtherCase(url: string, sibling: string, kept: Kept): Tampered[] {
  return segmentsOf(url, sibling, kept)
    .slice(0, 1)
    .filter(({ value }) => /[a-z]/.test(value) && /[A-Z]/.test(value) && !value.includes('%'))
    .map((part) => ({
      url: replaced(url, part, inOtherCase(part.value)),
      note: `path segment ${part.value} in the other case`,
    }));
}

/** The path segments that may tell of an object, the last one first. */
function segmentsOf(url: string, sibling: string, { filename, other }: Kept): Part[] {
  const shared = new Set(other === undefined ? [] : partsOf(other).map(({ value }) => value));
  const signatures = new Set(signaturesOf(url, sibling).map(({ start }) => start));
  return partsOf(url)
    .filter(({ start, place, name }) => !signatures.has(start) && place === 'path' && name === '')
    .filter(({ value }) => /[a-z0-9]/i.test(value) && decoded(value) !== filename && !shared.has(value))
    .reverse();
}

/** The URL without its query; none when it has none, or when what grants access lies in the path. */
export function withoutQuery(url: string, other: string): Tampered[] {
  const rest = url.replace(/[?#].*$/s, '');
  return rest === url || signaturesOf(url, other)[0]?.place === 'path'
    ? []
    : [{ url: rest, note: 'query removed' }];
}
