import { randomUUID } from 'node:crypto';
import type { Choices } from '../choices.ts';
import { jsonText } from './json-text.ts';
import type { Refusal } from './refusal.ts';

/** A successful API answer. */
export function jsonAnswer(body: Record<string, unknown>, choices: Choices): Response {
  const extra = choices.extraMembers ? { requestId: randomUUID(), links: { self: null }, warnings: [] } : {};
  return answer(200, { ...body, ...extra }, {}, choices);
}

/** The `Error` answer to a refused request. */
export function errorAnswer(refusal: Refusal, choices: Choices): Response {
  const error = { code: codeStyles[choices.codeStyle](refusal.code), message: refusal.message };
  const body = choices.extraMembers
    ? { error: { ...error, details: [], requestId: randomUUID() }, status: refusal.status }
    : { error };
  return answer(refusal.status, body, refusal.headers, choices);
}

const codeStyles: Record<Choices['codeStyle'], (code: string) => string> = {
  'upper-snake': (code) => code,
  'lower-kebab': (code) => code.toLowerCase().replaceAll('_', '-'),
  dotted: (code) => `files.${code.toLowerCase()}`,
};

function answer(
  status: number,
  body: Record<string, unknown>,
  extraHeaders: Readonly<Record<string, string>>,
  choices: Choices,
): Response {
  const text = jsonText(body, choices);
  const headers = new Headers({
    'content-length': String(Buffer.byteLength(text)),
    'content-type': choices.jsonMediaType,
    'x-content-type-options': 'nosniff',
    ...extraHeaders,
  });
  if (choices.apiCacheControl !== null) headers.set('cache-control', choices.apiCacheControl);
  if (choices.sessionCookie) headers.append('set-cookie', `session=${randomUUID()}; Path=/; HttpOnly`);
  return new Response(text, { status, headers });
}
