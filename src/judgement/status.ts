import type { Answered } from '../client/exchange.ts';
import type { Complaint, Judgement } from '../judge.ts';
import { cut } from '../client/cut.ts';
import { redactUrlsIn, signedParts } from '../client/redaction.ts';
import type { Json } from '../contract/json.ts';
import { objectIn, quoted, textIn } from './body.ts';

/** The status with the beginning of the body, for messages: `200 {"success":true…`; of the content of a file its size only. */
export function summary({ channel, response }: Answered): string {
  if (channel === 'storage' && response.status < 300 && response.size > 0)
    return `${response.status} with ${response.size} octets`;
  const text = redactUrlsIn(textIn(response)).replace(/\s+/g, ' ').trim();
  return `${response.status}${text === '' ? '' : ` ${cut(text, 120)}`}`;
}

/** Holds when the status is one of those given. */
export function statusIs(...allowed: readonly number[]): Judgement {
  return (exchange) =>
    allowed.includes(exchange.response.status)
      ? undefined
      : { received: summary(exchange), expected: allowed.join(' or ') };
}

/** Holds for 2xx. */
export const accepted: Judgement = (exchange) =>
  isSuccess(exchange) ? undefined : { received: summary(exchange), expected: '200: the request is valid' };

/** Holds for 2xx to a PUT of a file. */
export const stored: Judgement = (exchange) =>
  isSuccess(exchange) ? undefined : { received: summary(exchange), expected: '2xx: the file is stored' };

/** Holds for a 4xx, and for the 501 of a method that is not known (RFC 9110 §15.6.2). */
export const turnedDown: Judgement = (exchange) =>
  isClientError(exchange) || exchange.response.status === 501
    ? undefined
    : { received: summary(exchange), expected: '4xx' };

/** Holds for a 4xx whose body hands out no URL. */
export const refused: Judgement = (exchange) => refusal(exchange, '4xx');

/** Holds for a refusal with one of the statuses given. */
export function refusedWith(...allowed: readonly number[]): Judgement {
  return (exchange) => {
    const complaint = refusal(exchange, allowed.join(' or '));
    if (complaint !== undefined || allowed.includes(exchange.response.status)) return complaint;
    return { received: summary(exchange), expected: allowed.join(' or ') };
  };
}

/** True for 2xx. */
export function isSuccess({ response }: Answered): boolean {
  return response.status >= 200 && response.status < 300;
}

/** True for 4xx. */
export function isClientError({ response }: Answered): boolean {
  return response.status >= 400 && response.status < 500;
}

function refusal(exchange: Answered, expected: string): Complaint | undefined {
  if (!isClientError(exchange)) return { received: summary(exchange), expected };
  const url = objectIn(exchange.response)?.['url'];
  if (!handsOut(url, exchange.request.url)) return undefined;
  return {
    received: `${exchange.response.status} with a url: ${quoted(url)}`,
    expected: `${expected} without a url`,
  };
}

/** False for nothing, for what was asked for, and for the address of a page: no query, no long part with digits. */
function handsOut(url: Json | undefined, asked: string): boolean {
  if (typeof url !== 'string' || !URL.canParse(url, asked)) return Boolean(url);
  if (new URL(url, asked).pathname === new URL(asked).pathname) return false;
  return url.includes('?') || signedParts(url).some((part) => /\d/.test(part));
}
