/** The path segments and query values of an absolute URL, as written. */
export function partsIn(url: string): string[] {
  const { pathname, search } = new URL(url);
  return [...pathname.split('/').slice(1), ...pairsIn(search).map(([, value]) => value)];
}

/**
 * True when two absolute URLs have parts in the same places, which are equal but for those that were handed out in neither: what
 * a check made of such a part by changing it is not known from the record.
 */
export function isSameButForUnknown(one: string, other: string, handedOut: ReadonlySet<string>): boolean {
  if (shapeOf(one) !== shapeOf(other)) return false;
  const others = partsIn(other);
  return partsIn(one).every(
    (part, index) => part === others[index] || (!handedOut.has(part) && !handedOut.has(others[index] ?? '')),
  );
}

/** Where the parts of a URL stand, without what they hold. */
function shapeOf(url: string): string {
  const { origin, pathname, search, hash } = new URL(url);
  const names = pairsIn(search).map(([name, , sign]) => name + sign);
  return JSON.stringify([origin, pathname.split('/').length, names, hash]);
}

function pairsIn(search: string): [name: string, value: string, sign: string][] {
  return search
    .slice(1)
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at === -1 ? [pair, '', ''] : [pair.slice(0, at), pair.slice(at + 1), '='];
    });
}
