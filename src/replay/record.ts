import type { Exchange, Octets, ReceivedResponse, SentRequest } from '../client/exchange.ts';
import { unmarked } from '../client/marks.ts';
import { measured } from '../client/payload.ts';
import type { Secret } from '../client/redaction.ts';
import type { RecordedBody, RecordedExchange, RecordedRequest } from '../report/recorded.ts';

/** Makes a recorded text what it stands for in a replay. */
type Reveal = (text: string) => string;

/** Gives marks and names of keys their stand-ins. */
export function revealing(secrets: readonly Secret[]): Reveal {
  // The name of a key stands in those of what is sent in its place.
  const names = [...secrets].sort((a, b) => b.name.length - a.name.length);
  return (text) =>
    names.reduce((plain, { name, value }) => plain.replaceAll(name, () => value), unmarked(text));
}

/** A recorded exchange as the checks see it: keys and signed parts are stand-ins, contents of files are absent. */
export function revealed(record: RecordedExchange, reveal: Reveal): Exchange {
  const { id, channel, request, occasion, asked, response, trouble, sentAt, receivedAt, earlier } = record;
  return {
    ...{ id, channel, request: revealedRequest(request, reveal) },
    ...(occasion !== undefined && { occasion }),
    ...(asked !== undefined && { asked }),
    ...(response && { response: revealedResponse(response, reveal) }),
    ...(trouble && { trouble: { ...trouble, message: reveal(trouble.message) } }),
    ...{ sentAt: Date.parse(sentAt), receivedAt: Date.parse(receivedAt), earlier },
  };
}

function revealedRequest(
  { method, url, headers, body, payload }: RecordedRequest,
  reveal: Reveal,
): SentRequest {
  return {
    ...{ method, url: reveal(url), headers: headers.map(([name, value]) => [name, reveal(value)]) },
    ...(body && { body: octetsOf(body, reveal) }),
    ...(payload && { payload: measured(payload) }),
  };
}

function revealedResponse(
  {
    status,
    headers,
    size,
    sha256,
    decoded,
    kept,
    body,
    incomplete,
  }: NonNullable<RecordedExchange['response']>,
  reveal: Reveal,
): ReceivedResponse {
  const octets = body === undefined ? new Uint8Array() : octetsOf(body, reveal);
  // A stand-in may be shorter than what it stands for; the body is whole all the same.
  const holding = (measures: Octets): Octets & { body: Uint8Array } => ({
    ...measures,
    ...(body !== undefined && kept === undefined && { size: Math.min(measures.size, octets.length) }),
    body: octets,
  });
  return {
    ...{ status, headers: headers.map(([name, value]) => [name, reveal(value)]) },
    ...(decoded === undefined ? holding({ size, sha256 }) : { size, sha256, body: new Uint8Array() }),
    ...(decoded && { decoded: holding(decoded) }),
    ...(incomplete !== undefined && { incomplete }),
  };
}

function octetsOf(body: RecordedBody, reveal: Reveal): Uint8Array {
  if ('text' in body) return Buffer.from(reveal(body.text));
  return Buffer.from(reveal(Buffer.from(body.base64, 'base64').toString('latin1')), 'latin1');
}
