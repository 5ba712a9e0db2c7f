import type { Json } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import type { Answered } from '../client/exchange.ts';
import { objectIn } from './body.ts';

/** `error.code` and `error.message` of an answer, as far as they are strings. */
export function errorIn({ response }: Pick<Answered, 'response'>): { code?: string; message?: string } {
  const error = objectIn(response)?.['error'];
  if (!isJsonObject(error)) return {};
  const { code, message } = error;
  return { ...(typeof code === 'string' && { code }), ...(typeof message === 'string' && { message }) };
}

/** A code that a program can compare: letters, digits and `_ - . : / #`, no blanks; not a sentence. */
export function isMachineLike(code: string): boolean {
  return /^[A-Za-z0-9]+(?:(?:::|__|[._:/#-])[A-Za-z0-9]+)*$/.test(code) && code.length <= 64;
}

/** Paths of all members below a value, array positions left out, sorted. */
export function memberPaths(value: Json | undefined, path = ''): string[] {
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return [path];
  if (Array.isArray(value))
    return [...new Set(value.flatMap((item) => memberPaths(item, `${path}[]`)))].sort();
  if (!isJsonObject(value)) return [path];
  return [
    ...new Set(Object.entries(value).flatMap(([name, member]) => memberPaths(member, `${path}/${name}`))),
  ].sort();
}
