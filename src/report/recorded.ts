import type {
  Exchange,
  HeaderList,
  Octets,
  ReceivedResponse,
  SentRequest,
  Trouble,
} from '../client/exchange.ts';
import type { Json } from '../contract/json.ts';
import type { Marks } from '../client/marks.ts';
import { withoutMarks } from '../client/marks.ts';
import type { Redact } from '../client/redaction.ts';
import { noUrl, signedParts } from '../client/redaction.ts';
import { readJson, textIn } from '../judgement/body.ts';
import { locationsIn, urlsIn } from './handed-out.ts';
import { isUrl, percentDecoded, textsIn } from './json-texts.ts';
import { looksRandom } from './live-signatures.ts';

/** A body in the report: text where it is UTF-8, else base64; absent for the content of a file, which is only measured. */
export type RecordedBody = { readonly text: string } | { readonly base64: string };

/** A request as the report shows it. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: RecordedBody;
  /** In place of a body: what was uploaded, measured only. */
  readonly payload?: Octets;
}

/** An exchange as the report shows it: no key, no live signature, no content of a file. */
export interface RecordedExchange {
  readonly id: string;
  readonly channel: Exchange['channel'];
  readonly request: RecordedRequest;
  /** What tells a deliberately repeated request from the first of its kind. */
  readonly occasion?: string;
  /** Place in the order of asking; the ids are in the order of ending. */
  readonly asked?: number;
  readonly response?: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly size: number;
    readonly sha256: string;
    /** Measures of the body without its `Content-Encoding`, when it has one. */
    readonly decoded?: Octets;
    /** How many octets of the body, without its `Content-Encoding`, were kept, when that is not all of them. */
    readonly kept?: number;
    readonly body?: RecordedBody;
    readonly incomplete?: string;
  };
  readonly trouble?: Trouble;
  /** RFC 3339 with milliseconds, on the local clock. */
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly earlier: readonly string[];
}

/**
 * The exchange with every secret taken out: keys by `redact`, what makes URLs work by `marks`. `handedOut`: parts of URLs that the
 * target handed out before.
 */
export function recorded(
  exchange: Exchange,
  redact: Redact,
  marks: Marks,
  handedOut: Iterable<string> = [],
): RecordedExchange {
  const { id, channel, request, occasion, asked, response, trouble, earlier } = exchange;
  const hide = hiderOf(exchange, redact, marks, handedOut);
  const clean: Redact = (text) => hide(withoutMarks(text));
  return {
    id,
    channel,
    request: recordedRequest(request, redact, channel === 'storage' ? clean : redact),
    ...(occasion !== undefined && { occasion }),
    ...(asked !== undefined && { asked }),
    ...(response && { response: recordedResponse(exchange, response, { clean, hide }) }),
    ...(trouble && { trouble: { ...trouble, message: clean(trouble.message) } }),
    sentAt: new Date(exchange.sentAt).toISOString(),
    receivedAt: new Date(exchange.receivedAt).toISOString(),
    earlier,
  };
}

/**
 * The request without secrets. Everything but the URL is of our own making: what another URL has in common with it, such as a media
 * type or a file id, is no secret.
 */
export function recordedRequest(
  { method, url, headers, body, payload }: SentRequest,
  redact: Redact,
  cleanUrl = redact,
): RecordedRequest {
  return {
    method,
    url: cleanUrl(url),
    headers: headers.map(([name, value]) => [name, redact(value)] as const),
    ...(body && { body: recordedBody(body, redact) }),
    ...(payload && { payload: { size: payload.size, sha256: payload.sha256 } }),
  };
}

/** Tells marks what an exchange says that is no secret: what we asked for, and how the target describes files. */
export function sayPublic({ channel, request, response }: Exchange, marks: Marks): void {
  if (channel !== 'api') return;
  const sent = request.body === undefined ? undefined : jsonIn(request.body);
  for (const { text } of sent === undefined ? [] : textsIn(sent)) marks.say(text);
  const reading = response && readJson(response);
  if (reading === undefined || !('value' in reading)) return;
  for (const { name, text } of textsIn(reading.value))
    if (describing.has(name) && !isUrl({ name, text })) marks.say(text);
}

/** Members of answers that describe a file. */
const describing = new Set(['fileId', 'filename', 'contentType']);

function jsonIn(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

/** Hides secrets in texts of one exchange: keys by value, and the parts of the URLs that it asks for or hands out. */
function hiderOf(
  { channel, request, response }: Exchange,
  redact: Redact,
  marks: Marks,
  handedOut: Iterable<string>,
): Redact {
  const plain = [
    ...(channel === 'storage' ? [request.url] : []),
    ...(response === undefined ? [] : [...urlsIn(response), ...locationsIn(response.headers)]),
  ];
  // A part that holds a key does not stand in a text without keys any more.
  const urls = plain.flatMap((url) => [url, redact(url)]);
  // A careless storage tells what the signature of another URL should have been.
  const told = channel === 'storage' && response !== undefined ? textIn(response) : '';
  const others = told === '' ? [] : [...handedOut].filter((part) => told.includes(part));
  const own = urls.flatMap(partsOf).flatMap((part) => [part, percentDecoded(part)]);
  const parts = [...new Set([...own, ...others])]
    .sort((a, b) => b.length - a.length)
    .map((part) => [part, part.length > noUrl ? `[${part.length} characters]` : marks.mark(part)] as const);
  return (text) => parts.reduce((clean, [part, mark]) => clean.replaceAll(part, () => mark), redact(text));
}

/** What may make the URLs work that an answer of the API hands out, as written and percent-decoded. */
export function handedOutBy({ channel, response }: Exchange): string[] {
  const urls = channel === 'api' && response !== undefined ? urlsIn(response) : [];
  return urls
    .flatMap(partsOf)
    .flatMap((part) => [part, percentDecoded(part)])
    .filter(looksRandom);
}

/** What may make a URL work; of a text that is no URL any more the whole of it. */
function partsOf(url: string): string[] {
  return url.length > noUrl ? [url] : signedParts(url);
}

/** `clean` makes a text of the target's one of the record; `hide` only hides secrets in it. */
interface Cleaners {
  readonly clean: Redact;
  readonly hide: Redact;
}

function recordedResponse(
  { channel }: Exchange,
  response: ReceivedResponse,
  { clean, hide }: Cleaners,
): NonNullable<RecordedExchange['response']> {
  const { status, size, sha256, decoded, incomplete } = response;
  const headers = response.headers.map(([name, value]) => [name, clean(value)] as const);
  const content = channel === 'storage' && status < 300;
  const body = content || size === 0 ? undefined : answerBody(response, { clean, hide });
  const plain = decoded ?? response;
  return {
    status,
    headers,
    size,
    sha256,
    ...(decoded && { decoded: { size: decoded.size, sha256: decoded.sha256 } }),
    ...(body && plain.body.length < plain.size && { kept: plain.body.length }),
    ...(body && { body }),
    ...(incomplete !== undefined && { incomplete }),
  };
}

function answerBody(response: ReceivedResponse, { clean, hide }: Cleaners): RecordedBody {
  const body = recordedBody((response.decoded ?? response).body, clean);
  const reading = readJson(response);
  const hidden = 'text' in body && 'value' in reading && gives(body.text, hide);
  return hidden ? { text: clean(JSON.stringify(reading.value)) } : body;
}

/** True when a cleaned text still gives something away, because the target writes it with escapes. */
function gives(text: string, hide: Redact): boolean {
  try {
    const plain = JSON.stringify(JSON.parse(text));
    return hide(plain) !== plain;
  } catch {
    return false;
  }
}

function recordedBody(bytes: Uint8Array, clean: Redact): RecordedBody {
  try {
    return { text: clean(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) };
  } catch {
    return { base64: Buffer.from(clean(Buffer.from(bytes).toString('latin1')), 'latin1').toString('base64') };
  }
}
