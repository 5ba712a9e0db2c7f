import type { JsonObject } from '../contract/json.ts';
import type { Vector } from './vector.ts';

/** Another JSON text of the same value. */
export interface Spelling {
  readonly text: string;
  readonly note: string;
}

/** Texts that every JSON parser reads as the given object: white space, member order, `\u` escapes (RFC 8259 §2, §7). */
export function spellings(value: JsonObject): Spelling[] {
  const reversed = Object.fromEntries(Object.entries(value).reverse());
  const plain = JSON.stringify(value);
  const loose = JSON.stringify(reversed, null, '\t').replaceAll('\n', '\r\n');
  return [
    {
      text: `\r\n\t ${loose.replace(/: "([^"\\]*)"/g, (_, inner: string) => `\t: "${escapeAll(inner)}"`)} \r\n`,
      note: 'members in reverse order, tabs, CR and LF, blanks around, each value as \\u escapes',
    },
    {
      text: plain.replace(/"([^"\\]*)"/g, (_, inner: string) => `"${escapeAll(inner)}"`),
      note: 'every character as a \\u escape',
    },
    { text: `\r\n\t ${loose} \r\n`, note: 'members in reverse order, tabs, CR and LF, blanks around' },
    {
      text: plain.replace(
        /:"([^"\\]*)"/g,
        (_, inner: string) => `:"${escapeAll(inner).toUpperCase().replaceAll('\\U', '\\u')}"`,
      ),
      note: 'every character of each value as a \\u escape with capital digits',
    },
    { text: JSON.stringify(value, null, 2), note: 'indented' },
    { text: plain.replaceAll(':', ' : ').replaceAll(',', ' , '), note: 'blanks around colons and commas' },
    { text: JSON.stringify(reversed), note: 'members in reverse order' },
    {
      text: plain.replace(
        /"([^"\\])([^"\\]*)":/g,
        (_, first: string, rest: string) => `"${escapeAll(first)}${rest}":`,
      ),
      note: 'first character of each member name as a \\u escape',
    },
  ].filter(({ text }) => readsAs(text, value));
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

/** Requests with whole numbers, in turn, written as decimals and with exponents (RFC 8259 §6). */
export function numberSpellings(body: JsonObject, member: string, values: readonly number[]): Vector[] {
  const ways: ((value: number) => string)[] = [
    (value) => `${value / 10}E+1`,
    (value) => `${value}.0`,
    (value) => `${value / 10}e1`,
    (value) => `${value}0e-1`,
    (value) => `${value}.000000`,
  ];
  return ways.map((spell, index) => {
    const text = spell(values[index % values.length] ?? 0);
    const marked = JSON.stringify({ ...body, [member]: '\u0000' });
    return { body: Buffer.from(marked.replace('"\\u0000"', text)), because: `${member} written ${text}` };
  });
}
