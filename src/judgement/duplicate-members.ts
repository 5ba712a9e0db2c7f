import { parseDocument } from 'yaml';

/** The message of the first member name that an object of a JSON text has twice, or undefined (RFC 8259 §4). */
export function duplicateMember(text: string): string | undefined {
  const { errors } = parseDocument(text, { uniqueKeys: true, schema: 'json', logLevel: 'silent' });
  const duplicate = errors.find(({ code }) => code === 'DUPLICATE_KEY');
  return duplicate?.message.split('\n')[0];
}
