/**
 * True for an absolute http or https URL with a host, which a client can follow (RFC 9110 §4.2). The format `uri` allows more, and a
 * parser for browsers puts up with slashes that are missing.
 */
export function isFollowable(url: unknown): url is string {
  return typeof url === 'string' && /^https?:\/\/[^/?#]/i.test(url) && URL.canParse(url);
}
