import { createHash } from 'node:crypto';
import { controlOccasion, withoutKey } from '../client/courier.ts';
import { unmarked } from '../client/marks.ts';
import type { RecordedExchange } from '../report/recorded.ts';
import type { Difference } from './difference.ts';
import { memberDifference } from './difference.ts';
import { shardOf } from './own-exchanges.ts';

/** What in the exchanges of a report contradicts itself: times, attempts at one request, and measures of bodies. */
export function exchangeDifferences(exchanges: readonly RecordedExchange[]): Difference[] {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const firstAt = new Map([...exchanges].reverse().map((exchange) => [placeOf(exchange), exchange]));
  // A control repeats a request, or goes without its key.
  const sent = new Set(
    exchanges
      .filter((exchange) => !isControl(exchange))
      .flatMap((exchange) => [exchange, { ...exchange, request: withoutKey(exchange.request) }])
      .map(requestOf),
  );
  return exchanges.flatMap((exchange) => {
    const { id, earlier, request } = exchange;
    const before = firstAt.get(placeOf(exchange)) ?? exchange;
    return [
      ...timesOf(exchange),
      ...bodyOf(exchange),
      ...earlier.flatMap((attempt) => attemptOf(exchange, attempt, byId.get(attempt))),
      // Attempts at one request share their place.
      ...(requestOf(before) === requestOf(exchange)
        ? []
        : [{ what: `${id} asked`, reported: `with ${before.id}`, recomputed: 'a place of its own' }]),
      ...(isControl(exchange) && !sent.has(requestOf(exchange))
        ? [
            {
              what: `${id} request`,
              reported: request.url,
              recomputed: 'one that was sent before, its key apart',
            },
          ]
        : []),
    ];
  });
}

/** The place of an exchange in the order of asking of its process. */
function placeOf(exchange: RecordedExchange): string {
  return `${shardOf(exchange)} ${exchange.asked ?? exchange.id}`;
}

function isControl({ occasion }: RecordedExchange): boolean {
  return occasion === controlOccasion;
}

/** What two attempts at a request have in common; what is hidden in the URL of a file depends on the answer. */
function requestOf({ channel, request: { method, url, headers, body, payload } }: RecordedExchange): string {
  const where = channel === 'api' || !URL.canParse(url) ? url : new URL(url).origin;
  return JSON.stringify([channel, method, where, headers, body, payload]);
}

function timesOf({ id, sentAt, receivedAt }: RecordedExchange): Difference[] {
  const canonical = [sentAt, receivedAt].map((time) => {
    const moment = new Date(time);
    return Number.isNaN(moment.getTime()) ? 'a moment' : moment.toISOString();
  });
  return [
    ...memberDifference(`${id} sentAt`, sentAt, canonical[0]),
    ...memberDifference(`${id} receivedAt`, receivedAt, canonical[1]),
    ...(receivedAt < sentAt
      ? [{ what: `${id} receivedAt`, reported: receivedAt, recomputed: `not before it was sent, ${sentAt}` }]
      : []),
  ];
}

function attemptOf(last: RecordedExchange, id: string, attempt: RecordedExchange | undefined): Difference[] {
  const what = `${last.id} earlier`;
  if (attempt === undefined) return [{ what, reported: id, recomputed: 'no such exchange' }];
  const [one, other] = [attempt, last].map((each) => [requestOf(each), each.occasion, each.asked]);
  return [
    ...memberDifference(`${id} request`, one, other),
    ...(attempt.trouble === undefined
      ? [{ what, reported: `${id}, answered`, recomputed: 'one in trouble' }]
      : []),
    ...(last.sentAt < attempt.receivedAt
      ? [{ what: `${last.id} sentAt`, reported: last.sentAt, recomputed: `not before ${attempt.receivedAt}` }]
      : []),
  ];
}

/** A body in which nothing was hidden is measured again. */
function bodyOf({ id, response }: RecordedExchange): Difference[] {
  const body = response?.body;
  if (body === undefined || response?.kept !== undefined) return [];
  const { size, sha256 } = { ...response, ...response?.decoded };
  const octets = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
  if (isHidden(octets.toString('latin1'))) return [];
  const measured = createHash('sha256').update(octets).digest('hex');
  return [
    ...memberDifference(`${id} size`, size, octets.length),
    ...memberDifference(`${id} sha256`, sha256, measured),
  ];
}

/** True for a text with something in it that stands for a secret, or that reads as if. */
function isHidden(text: string): boolean {
  return unmarked(text) !== text || /\[\d+ characters\]|\$TARGET_/.test(text);
}
