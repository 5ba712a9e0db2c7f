import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Session } from '../session.ts';
import type { Vector } from './vector.ts';

/** A request body that is not JSON. */
export interface MalformedText {
  readonly text: string;
  readonly note: string;
}

/** Requests whose body is not JSON, made of one with every member, a text the last. */
export async function brokenBodies(session: Session): Promise<Vector[]> {
  const hosts = await session.hosts();
  const { action, ...others } = hosts.at(-1)?.body ?? {};
  const body = { ...others, ...(action !== undefined && { action }) };
  return session.take(brokenTexts(body, hosts[0]?.body), 'brokenTexts').map(asVector);
}

/** Requests whose body only a lenient parser takes for JSON. */
export async function lenientBodies(session: Session): Promise<Vector[]> {
  const { body } = await session.host();
  return session.take(lenientTexts(body), 'lenientTexts').map(asVector);
}

function asVector({ text, note }: MalformedText): Vector {
  return { body: Buffer.from(text), because: `not JSON: ${note}` };
}

/**
 * Texts that no JSON parser may take, each one step away from the valid text of `value`; in other notations `texts`, whose members are
 * texts alone, because these notations tell no numbers.
 */
export function brokenTexts(value: Json, texts: Json = value): MalformedText[] {
  const text = JSON.stringify(value);
  const cut = (share: number): string => text.slice(0, Math.max(1, Math.floor(text.length * share)));
  return [
    {
      text: `\ufeff${text.slice(0, -1)},"x":"\\x"`,
      note: 'a byte order mark, an invalid escape, closing brace missing',
    },
    { text: text.slice(0, -1), note: 'closing brace missing' },
    { text: text.slice(0, -2), note: 'last two characters missing' },
    { text: String(new URLSearchParams(asRecord(texts))), note: 'a form' },
    { text: yaml(texts), note: 'YAML' },
    { text: text.replace('"', ''), note: 'opening quotation mark missing' },
    { text: text.replaceAll(',"', ' "'), note: 'commas missing' },
    { text: text.replace(/}$/, ']'), note: 'brace closed by a bracket' },
    { text: `x${text}`, note: 'text in front' },
    { text: text.slice(1), note: 'opening brace missing' },
    { text: text.replace(':', ' '), note: 'colon missing' },
    { text: text.replace(/"([^"]*)":/, '"$1"::'), note: 'colon doubled' },
    { text: `[${text}`, note: 'bracket not closed' },
    { text: text.replace(/"}$/, '\\q"}'), note: 'invalid escape' },
    { text: text.replace(/"}$/, '\\u12"}'), note: 'incomplete \\u escape' },
    { text: cut(0.5), note: 'cut off in the middle' },
    { text: '{"', note: 'two characters' },
    { text: 'garbage', note: 'a bare word' },
    { text: '\u0000', note: 'NUL' },
  ].filter((candidate) => !isJson(candidate.text));
}

function asObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The members of an object, each as a text. */
export function asRecord(value: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(value)).map(([name, one]) => [
      name,
      typeof one === 'string' ? one : JSON.stringify(one),
    ]),
  );
}

function yaml(value: Json): string {
  return Object.entries(asRecord(value))
    .map(([name, one]) => `${name}: ${one}\n`)
    .join('');
}

/** Texts that are not JSON but that a lenient parser may take. */
export function lenientTexts(value: Json): MalformedText[] {
  const text = JSON.stringify(value);
  return [
    { text: text.replace(/}$/, ',}'), note: 'trailing comma' },
    { text: `${text}\nx`, note: 'text behind, on a second line' },
    { text: text.replace(/}$/, ',"x":[NaN,Infinity,-Infinity]}'), note: 'NaN and infinite numbers' },
    { text: `/* comment */${text}`, note: 'comment in front' },
    { text: text.replaceAll('"', "'"), note: 'single quotation marks' },
    {
      text: JSON.stringify({ ...asObject(value), expiresInMinutes: 0 }).replace(/0}$/, 'NaN}'),
      note: 'NaN for expiresInMinutes, which lies in every range',
    },
    { text: text.replace(/}$/, ',"x":"\t\n"}'), note: 'raw tab and line feed in a string' },
    { text: text.replaceAll('":', '"='), note: 'equals signs for colons' },
    { text: `${text}\n${text}`, note: 'a second object on a second line' },
    { text: text.replace(/"(\w+)":/, '$1:'), note: 'member name without quotation marks' },
    { text: text.replace(/}$/, ',"x":01}'), note: 'leading zero' },
    { text: `${text}// comment`, note: 'comment behind' },
    { text: text.replace(/}$/, ',"x":0x1}'), note: 'hexadecimal number' },
    { text: text.replace(/}$/, ',"x":+1}'), note: 'plus sign' },
    { text: text.replace(/}$/, ',"x":.5}'), note: 'no digit before the point' },
    { text: `${text}}`, note: 'one brace too many' },
    {
      text: `/* comment */${text
        .replace(/"(\w+)":/g, '$1:')
        .replaceAll('"', "'")
        .replace(/}$/, ',}')}`,
      note: 'a literal of JavaScript: a comment, names without quotation marks, single ones, a trailing comma',
    },
  ].filter((candidate) => !isJson(candidate.text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
