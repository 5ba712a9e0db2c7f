import { createHash, randomUUID } from 'node:crypto';
import type { Choices } from '../choices.ts';
import { jsonText } from './json-text.ts';
import type { Refusal } from './refusal.ts';

/** A successful API answer. */
export function jsonAnswer(body: Record<string, unknown>, choices: Choices): Response {
  const extra = choices.extraMembers
    ? { requestId: randomUUID(), links: { self: null }, warnings: [], error: false }
    : {};
  const padding = choices.answerPadding > 0 ? { preview: 'x'.repeat(choices.answerPadding) } : {};
  return answer(200, { ...padding, ...body, ...extra }, {}, choices);
}

/** The `Error` answer to a refused request. */
export function errorAnswer(refusal: Refusal, choices: Choices): Response {
  const ids = choices.errorIds ? { requestId: randomUUID(), timestamp: new Date().toISOString() } : {};
  const page = choices.errorIds ? { url: `https://developer.example.com/errors#${refusal.code}` } : {};
  const error = {
    code: codeStyles[choices.codeStyle](refusal.code),
    message: messages[choices.messages](refusal),
    ...ids,
  };
  const body = choices.extraMembers
    ? {
        ...{ error: { ...error, details: [], requestId: randomUUID() }, status: refusal.status },
        ...{ success: false, url: null, expiresAt: 0 },
      }
    : { error, ...page };
  return answer(refusal.status, body, refusal.headers, choices);
}

const codeStyles: Record<Choices['codeStyle'], (code: string) => string> = {
  'upper-snake': (code) => code,
  'lower-kebab': (code) => code.toLowerCase().replaceAll('_', '-'),
  dotted: (code) => `files.${code.toLowerCase()}`,
  pascal: (code) => code.toLowerCase().replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase()),
  scoped: (code) => `Files::${codeStyles.pascal(code)}`,
  numbered: (code) => String(40_000 + createHash('sha256').update(code).digest().readUInt16BE(0)),
};

const messages: Record<Choices['messages'], (refusal: Refusal) => string> = {
  plain: ({ message }) => message,
  dated: ({ message }) =>
    `${message} Rejected at server time ${new Date().toISOString()} at gateway eu-1.files.example.com:443.`,
  german: ({ code }) => `Die Anfrage wurde abgelehnt – „${code}“: bitte prüfen Sie Ihre Angaben.`,
  instructive: ({ message }) =>
    `${message} Select one of the values from the list where the member is described.`,
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
