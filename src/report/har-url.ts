/** An absolute URI for what is none, such as the marker of a URL that is too long to be shown. */
const noUri = 'about:invalid';
/** Scheme and authority (RFC 3986 §3.2), and the rest. */
const parts =
  /^(https?:\/\/(?:(?:[\w\-.~!$&'()*+,;=:]|%[\da-f]{2})*@)?(?:(?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})+|\[[\da-f:.]+\])(?::\d*)?)((?:[/?#].*)?)$/is;

/** A URL as a HAR can have it, an absolute URI: what no URI can hold is percent-encoded, the spaces and brackets of markers too. */
export function harUrl(url: string): string {
  const [, origin, rest = ''] = parts.exec(url) ?? [];
  return origin !== undefined && URL.canParse(origin) ? origin + pathAndQuery(rest) : noUri;
}

/** The parameters of a URL's query in their order, decoded. */
export function queryOf(url: string): { name: string; value: string }[] {
  const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(url) ?? [];
  return Array.from(new URLSearchParams(query), ([name, value]) => ({ name, value }));
}

function pathAndQuery(rest: string): string {
  const [, path = '', fragment = ''] = /^([^#]*#?)(.*)$/s.exec(rest) ?? [];
  // Without `i`: with `u` it would take U+017F and U+212A for letters of a URI.
  return [path, fragment.replaceAll('#', '%23')]
    .join('')
    .replace(/%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@%/?#]/gu, encode);
}

function encode(character: string): string {
  return Array.from(
    Buffer.from(character),
    (octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}
