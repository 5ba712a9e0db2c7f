import type { Json, JsonObject } from '../contract/json.ts';
import { isDeeperThan, isJsonObject } from '../contract/json.ts';
import type { Exchange, ReceivedResponse } from '../client/exchange.ts';
import { cut } from '../client/cut.ts';
import { redactUrlsIn } from '../client/redaction.ts';

/** A body read as JSON, or what keeps it from being JSON. */
export type Reading = { readonly value: Json } | { readonly problem: string };

/** Levels of a JSON text that clients must be able to read; their parsers may set limits (RFC 8259 §9). */
export const mostLevels = 500;

const readings = new WeakMap<ReceivedResponse, Reading>();

/** Reads a response body as strict JSON: UTF-8 without a byte order mark, one value, nothing else (RFC 8259 §2, §8.1). */
export function readJson(response: ReceivedResponse): Reading {
  const known = readings.get(response);
  if (known !== undefined) return known;
  const reading = parseStrict(response);
  readings.set(response, reading);
  return reading;
}

function parseStrict(response: ReceivedResponse): Reading {
  if (response.incomplete !== undefined) return { problem: `a body that is ${response.incomplete}` };
  const { body, size } = response.decoded ?? response;
  if (size > body.length) return { problem: `a body of ${size} octets` };
  if (size === 0) return { problem: 'an empty body' };
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf)
    return { problem: 'a body that begins with a byte order mark' };
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)) as Json;
    return isDeeperThan(mostLevels, value)
      ? { problem: `a body with arrays and objects in one another on more than ${mostLevels} levels` }
      : { value };
  } catch (error) {
    const problem =
      error instanceof SyntaxError
        ? `a body that is not JSON (${withoutExcerpt(error.message)})`
        : 'a body that is not UTF-8';
    return { problem };
  }
}

/** V8 quotes what stands around a wrong character, cut where a key may stand: only the character is kept. */
function withoutExcerpt(message: string): string {
  return message.replace(/^(Unexpected token '[^]+?'), [^]*$/, '$1');
}

/** The body as a JSON object, or undefined when it is none. */
export function objectIn(response: ReceivedResponse | undefined): JsonObject | undefined {
  const reading = response && readJson(response);
  return reading !== undefined && 'value' in reading && isJsonObject(reading.value)
    ? reading.value
    : undefined;
}

const sent = new WeakMap<Uint8Array, JsonObject | undefined>();

/** The request's body as a JSON object, or undefined when it is none. */
export function sentObject({ request: { body } }: Exchange): JsonObject | undefined {
  if (body === undefined) return undefined;
  if (!sent.has(body)) sent.set(body, jsonObject(body));
  return sent.get(body);
}

function jsonObject(body: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The body as text for messages and pattern searches; octets that are not UTF-8 become U+FFFD. */
export function textIn(response: ReceivedResponse): string {
  return Buffer.from((response.decoded ?? response).body).toString('utf8');
}

/** A JSON value as one short line, without live signatures. */
export function quoted(value: unknown, most = 120): string {
  return cut(redactUrlsIn(value === undefined ? 'undefined' : JSON.stringify(value)), most);
}
