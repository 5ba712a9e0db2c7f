import { parseDocument } from 'yaml';
import type { Json } from '../contract/json.ts';

/** The message of the first member name that an object of a JSON text has twice, or undefined (RFC 8259 §4). */
export function duplicateMember(text: string): string | undefined {
  // Most texts have none, which takes a tenth of the time to see.
  if (namesIn(text) === membersIn(JSON.parse(text) as Json)) return undefined;
  const { errors } = parseDocument(text, { uniqueKeys: true, schema: 'json', logLevel: 'silent' });
  const duplicate = errors.find(({ code }) => code === 'DUPLICATE_KEY');
  return duplicate?.message.split('\n')[0];
}

/** How many strings of a JSON text are names of members. */
function namesIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}

/** How many members the objects in a value have. */
function membersIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  return (
    (Array.isArray(value) ? 0 : inner.length) + inner.reduce<number>((sum, one) => sum + membersIn(one), 0)
  );
}
