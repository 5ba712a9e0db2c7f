import type { Call, When } from '../defects/fault.ts';

/** A header field of the request; empty for none. */
export function fieldOf({ request }: Call, name: string): string {
  return request.headers.get(name) ?? '';
}

/** True for a header field of the request that matches. */
export function says(name: string, pattern: RegExp): When {
  return (call) => pattern.test(fieldOf(call, name));
}

/** The text with its percent signs decoded, or as it is when that fails. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
