import { header } from '../client/exchange.ts';
import type { HeaderList } from '../client/exchange.ts';
import { harUrl, queryOf } from './har-url.ts';
import type { ConformanceReport } from './model.ts';
import type { RecordedBody, RecordedExchange } from './recorded.ts';

type RecordedResponse = NonNullable<RecordedExchange['response']>;

/** Of everything that the client speaks. */
const httpVersion = 'HTTP/1.1';
/** A size in octets that is not known, in the words of HAR. */
const unknown = -1;

/**
 * The exchanges of a run as HAR 1.2, redacted as they are in the report. Members with `_` are the suite's own; cookies stand among
 * the header fields only.
 */
export function renderHar({ suite, exchanges }: ConformanceReport): string {
  const log = {
    version: '1.2',
    creator: { name: suite.name, version: suite.version },
    entries: exchanges.map(entryOf),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

function entryOf({
  id,
  channel,
  occasion,
  earlier,
  trouble,
  sentAt,
  receivedAt,
  ...exchange
}: RecordedExchange) {
  // Until the header section was there; how long a body took is not measured.
  const wait = Math.max(0, Date.parse(receivedAt) - Date.parse(sentAt));
  return {
    startedDateTime: sentAt,
    time: wait,
    request: requestOf(exchange.request),
    response: {
      ...(exchange.response === undefined ? noResponse : responseOf(exchange.response)),
      ...(trouble && { _error: trouble.message }),
    },
    cache: {},
    timings: { send: 0, wait, receive: 0 },
    ...{ _id: id, _channel: channel, ...(occasion !== undefined && { _occasion: occasion }) },
    ...(earlier.length > 0 && { _earlier: earlier }),
  };
}

function requestOf({ method, url, headers, body, payload }: RecordedExchange['request']) {
  const address = harUrl(url);
  const mimeType = header(headers, 'content-type') ?? '';
  return {
    method,
    url: address,
    ...(address !== url && { _url: url }),
    httpVersion,
    cookies: [],
    headers: fieldsOf(headers),
    queryString: queryOf(url),
    ...(body && { postData: { mimeType, ...postedText(body) } }),
    ...(payload && { postData: { mimeType, text: '', comment: measured(payload) } }),
    headersSize: unknown,
    bodySize: payload?.size ?? (body === undefined ? 0 : octetsOf(body).length),
  };
}

/** HAR has an encoding for what came, but none for what was sent. */
function postedText(body: RecordedBody): { text: string; comment?: string } {
  return 'text' in body ? { text: body.text } : { text: body.base64, comment: 'text is base64' };
}

const noResponse = {
  ...{ status: 0, statusText: '', httpVersion: '', cookies: [], headers: [] },
  content: { size: 0, mimeType: 'x-unknown' },
  ...{ redirectURL: '', headersSize: unknown, bodySize: unknown },
};

function responseOf({ status, headers, size, ...response }: RecordedResponse) {
  return {
    ...{ status, statusText: '', httpVersion, cookies: [], headers: fieldsOf(headers) },
    content: contentOf({ headers, size, ...response }),
    redirectURL: header(headers, 'location') ?? '',
    ...{ headersSize: unknown, bodySize: size },
  };
}

function contentOf({ headers, size, sha256, body, incomplete }: Omit<RecordedResponse, 'status'>) {
  const coded = body !== undefined && header(headers, 'content-encoding') !== undefined;
  const comments = [
    ...(incomplete === undefined ? [] : [`not whole: ${incomplete}`]),
    ...(body === undefined && size > 0 ? [measured({ size, sha256 })] : []),
  ];
  return {
    size: coded ? octetsOf(body).length : size,
    mimeType: header(headers, 'content-type') ?? 'x-unknown',
    ...(body && ('text' in body ? { text: body.text } : { text: body.base64, encoding: 'base64' })),
    ...(comments.length > 0 && { comment: comments.join('; ') }),
  };
}

function measured({ size, sha256 }: { readonly size: number; readonly sha256: string }): string {
  return `${size} octets with SHA-256 ${sha256}, not recorded`;
}

function octetsOf(body: RecordedBody): Buffer {
  return 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
}

function fieldsOf(headers: HeaderList): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}
