/** A changed URL, and what was changed. */
export interface Tampered {
  readonly url: string;
  readonly note: string;
}

/** A part of a URL that stands for itself: a query value, a path segment or a parameter of one, as written. */
export interface Part {
  readonly place: 'path' | 'query';
  /** Empty for a path segment, and for a query that is one value. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
}

/** The query values and path segments of a URL, in order. */
export function partsOf(url: string): Part[] {
  const [, origin = '', path = '', query = ''] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  const parts: Part[] = [];
  let start = origin.length;
  for (const segment of path.split('/')) {
    const [own = '', ...parameters] = terms.test(segment) ? ['', ...segment.split('&')] : segment.split(';');
    if (own !== '') parts.push({ place: 'path', name: '', value: own, start });
    let at = start + (terms.test(segment) ? 0 : own.length + 1);
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

/** A path segment that is a list of parameters. */
const terms = /^[^=&;]+=[^&;]*(?:&[^=&;]+=[^&;]*)+$/;

/** A whole query that is one value, such as an encrypted one; it may end in padding. */
const bare = /^[^=]{16,}={0,2}$/;

/** A parameter as written: a value with its name, or one alone. */
function partOf(place: Part['place'], pair: string, start: number): Part {
  if (bare.test(pair)) return { place, name: '', value: pair, start };
  const [name = '', ...value] = pair.split('=');
  return { place, name, value: value.join('='), start: start + name.length + 1 };
}

/** A part percent-decoded; as it stands when a percent sign in it stands for itself. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A URL with one of its parts replaced. */
export function replaced(url: string, { start, value }: Part, by: string): string {
  return url.slice(0, start) + by + url.slice(start + value.length);
}

/** A URL with several of its parts replaced. */
export function replacedAll(url: string, changes: readonly { part: Part; by: string }[]): string {
  return [...changes]
    .sort((one, other) => other.part.start - one.part.start)
    .reduce((text, { part, by }) => replaced(text, part, by), url);
}
