import { header } from '../client/exchange.ts';
import type { HeaderList } from '../client/exchange.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { isDeeperThan, isJsonObject } from '../contract/json.ts';
import { mostLevels } from '../judgement/body.ts';
import type { Operation } from '../contract/operation.ts';
import type { RecordedBody, RecordedExchange } from './recorded.ts';

/** A request of the operation that nothing but its body sets apart, and the answer to it. */
export interface Answer {
  /** Id of the exchange. */
  readonly id: string;
  /** The body of the request; undefined when it is no JSON object. */
  readonly sent: JsonObject | undefined;
  /** True when the body of the request is spelled as JSON usually is: compact, no needless escapes, no name twice. */
  readonly usual: boolean;
  readonly status: number;
  /** The body of the answer; undefined when it is no JSON object. */
  readonly body: JsonObject | undefined;
}

/**
 * The answers that tell how a target reads the contract: to the main key, in the declared media type, and under header fields
 * with which the target accepted something. So a wrong tenant, or a spelling of a field that the target refuses, tells nothing.
 */
export function answersOf(
  exchanges: readonly RecordedExchange[],
  { method, path, requestType }: Pick<Operation, 'method' | 'path' | 'requestType'>,
): Answer[] {
  const asked = exchanges.filter(
    ({ channel, request, trouble }) =>
      channel === 'api' &&
      trouble === undefined &&
      request.method === method &&
      request.url.endsWith(path) &&
      header(request.headers, 'Authorization') === 'Bearer $TARGET_TOKEN' &&
      header(request.headers, 'Content-Type') === requestType,
  );
  const welcome = new Set(asked.filter(isAccepted).map(({ request }) => keyOf(request.headers)));
  return asked.filter(({ request }) => welcome.has(keyOf(request.headers))).flatMap(answerOf);
}

function isAccepted({ response }: RecordedExchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

function keyOf(headers: HeaderList): string {
  return JSON.stringify(headers);
}

function answerOf({ id, request, response }: RecordedExchange): Answer[] {
  if (response === undefined) return [];
  const sent = objectOf(valueIn(request.body));
  const usual = sent !== undefined && isFlat(sent) && textIn(request.body) === JSON.stringify(sent);
  return [{ id, sent, usual, status: response.status, body: objectOf(valueIn(response.body)) }];
}

/** True for an object without objects in it; one nested deeply enough could not be written again. */
function isFlat(object: JsonObject): boolean {
  return Object.values(object).every((value) => typeof value !== 'object');
}

function textIn(body: RecordedBody | undefined): string | undefined {
  return body !== undefined && 'text' in body ? body.text : undefined;
}

function valueIn(body: RecordedBody | undefined): Json | undefined {
  const text = textIn(body);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isDeeperThan(mostLevels, value) ? undefined : value;
  } catch {
    return undefined;
  }
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}
