import { parse } from 'content-type';

/** The essence of a media type, `type/subtype` in lower case without parameters, or undefined when it is not one. */
export function essenceOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const { type } = parse(value);
  return /^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+$/.test(type) ? type.toLowerCase() : undefined;
}

const active = ['text/html', 'application/xhtml+xml', 'image/svg+xml', 'text/xml', 'application/xml'];

/** True for a media type whose files a browser would run. */
export function isActive(value: string): boolean {
  return active.includes(essenceOf(value) ?? '');
}

const shown = ['image/png', 'image/jpeg', 'image/gif', 'application/pdf', 'text/plain'];

/** True for a media type whose files every browser shows, and does not run. */
export function isShown(value: string): boolean {
  return shown.includes(essenceOf(value) ?? '');
}
