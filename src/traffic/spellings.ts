import type { JsonObject } from '../contract/json.ts';
import type { Say } from './manners.ts';

/** Texts that every JSON parser reads alike: white space, member order, `\u` escapes (RFC 8259 §2, §7). */
const ways: readonly { readonly note: string; readonly write: (value: JsonObject) => string }[] = [
  {
    note: 'members in reverse order, tabs, CR and LF, 500 blanks behind, each value as \\u escapes',
    write: (value) =>
      `\r\n\t ${loose(value).replace(/: "([^"\\]*)"/g, (_, inner: string) => `\t: "${escapeAll(inner)}"`)}${' '.repeat(500)}\r\n`,
  },
  {
    note: 'every character as a \\u escape with capital digits',
    write: (value) =>
      JSON.stringify(value).replace(
        /"([^"\\]*)"/g,
        (_, inner: string) => `"${escapeAll(inner).toUpperCase().replaceAll('\\U', '\\u')}"`,
      ),
  },
  {
    note: 'every character as a \\u escape',
    write: (value) =>
      JSON.stringify(value).replace(/"([^"\\]*)"/g, (_, inner: string) => `"${escapeAll(inner)}"`),
  },
  {
    note: 'members in reverse order, tabs, CR and LF, blanks around',
    write: (value) => `\r\n\t ${loose(value)} \r\n`,
  },
  {
    note: 'indented, with blanks in front up to 1024 octets',
    write: (value) => padded(JSON.stringify(value, null, 2)),
  },
  {
    note: 'blanks around colons and commas',
    write: (value) => JSON.stringify(value).replaceAll(':', ' : ').replaceAll(',', ' , '),
  },
  { note: 'members in reverse order', write: (value) => JSON.stringify(reversed(value)) },
  {
    note: 'first character of each member name as a \\u escape',
    write: (value) =>
      JSON.stringify(value).replace(
        /"([^"\\])([^"\\]*)":/g,
        (_, first: string, rest: string) => `"${escapeAll(first)}${rest}":`,
      ),
  },
];

/** Says a request as another JSON text of the same value; not where a replacement inside a value would break it. */
export const textSpellings: readonly Say[] = ways.map(({ note, write }) => (body) => {
  const text = write(body);
  return readsAs(text, body) ? { body: Buffer.from(text), because: note } : undefined;
});

/** Whole KiB, and so whole blocks of every usual size below. */
function padded(text: string): string {
  return ' '.repeat(Math.max(0, 1024 - Buffer.byteLength(text))) + text;
}

function loose(value: JsonObject): string {
  return JSON.stringify(reversed(value), null, '\t').replaceAll('\n', '\r\n');
}

/** The same members in reverse order. */
export function reversed(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).reverse());
}

/** False also for a text that a replacement inside a value has broken. */
function readsAs(text: string, value: JsonObject): boolean {
  try {
    return JSON.stringify(sorted(JSON.parse(text))) === JSON.stringify(sorted(value));
  } catch {
    return false;
  }
}

function escapeAll(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

function sorted(value: unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const decimals: readonly ((value: number) => string)[] = [
  (value) => `${value / 10}E+1`,
  (value) => `${value}.0`,
  (value) => `${value}0e-1`,
  (value) => `${value / 10}e1`,
  (value) => `${value}.000000`,
];

/** Says a request with its whole number of minutes as a decimal or with an exponent (RFC 8259 §6). */
export const numberSpellings: readonly Say[] = decimals.map((spell) => (body) => {
  const value = body['expiresInMinutes'];
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  const text = spell(value);
  const marked = JSON.stringify({ ...body, expiresInMinutes: '\u0000' });
  return {
    body: Buffer.from(marked.replace('"\\u0000"', text)),
    because: `expiresInMinutes written ${text}`,
  };
});
