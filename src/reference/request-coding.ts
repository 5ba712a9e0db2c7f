/** The content coding of a request, in small letters; `identity` without one (RFC 9110 §8.4). */
export function codingOf(headers: Headers): string {
  return headers.get('content-encoding')?.toLowerCase() ?? 'identity';
}
