import type { Exchange, HeaderList, Octets, ReceivedResponse, Trouble } from '../client/exchange.ts';
import type { Redact } from '../client/redaction.ts';
import { redactUrl, signedParts } from '../client/redaction.ts';
import { readJson } from '../judgement/body.ts';
import { urlsIn } from './handed-out.ts';
import { percentDecoded } from './json-texts.ts';

/** A body in the report: text where it is UTF-8, else base64; absent for the content of a file, which is only measured. */
export type RecordedBody = { readonly text: string } | { readonly base64: string };

/** An exchange as the report shows it: no key, no live signature, no content of a file. */
export interface RecordedExchange {
  readonly id: string;
  readonly channel: Exchange['channel'];
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderList;
    readonly body?: RecordedBody;
    /** In place of a body: what was uploaded, measured only. */
    readonly payload?: Octets;
  };
  /** What tells a deliberately repeated request from the first of its kind. */
  readonly occasion?: string;
  readonly response?: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly size: number;
    readonly sha256: string;
    readonly body?: RecordedBody;
    readonly incomplete?: string;
  };
  readonly trouble?: Trouble;
  /** RFC 3339 with milliseconds, on the local clock. */
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly earlier: readonly string[];
}

/** The exchange with every secret taken out. */
export function recorded(exchange: Exchange, redact: Redact): RecordedExchange {
  const { id, channel, request, occasion, response, trouble, earlier } = exchange;
  const clean = cleanerOf(exchange, redact);
  return {
    id,
    channel,
    request: {
      method: request.method,
      url: clean(channel === 'storage' ? redactUrl(request.url) : request.url),
      // Of our own making: what a URL has in common with them, such as a media type, is no secret.
      headers: request.headers.map(([name, value]) => [name, redact(value)] as const),
      ...(request.body && { body: recordedBody(request.body, clean) }),
      ...(request.payload && {
        payload: { size: request.payload.size, sha256: request.payload.sha256 },
      }),
    },
    ...(occasion !== undefined && { occasion }),
    ...(response && { response: recordedResponse(exchange, response, clean) }),
    ...(trouble && { trouble: { ...trouble, message: clean(trouble.message) } }),
    sentAt: new Date(exchange.sentAt).toISOString(),
    receivedAt: new Date(exchange.receivedAt).toISOString(),
    earlier,
  };
}

/** Cleans texts of one exchange: keys by value, and the parts of the URLs that it asks for or hands out. */
function cleanerOf({ channel, request, response }: Exchange, redact: Redact): Redact {
  const urls = [
    ...(channel === 'storage' ? [request.url] : []),
    ...(response === undefined ? [] : urlsIn(response)),
  ];
  const parts = urls
    .flatMap(signedParts)
    .flatMap((part) => [part, percentDecoded(part)])
    .sort((a, b) => b.length - a.length);
  return (text) =>
    parts.reduce((clean, part) => clean.replaceAll(part, `[${part.length} characters]`), redact(text));
}

function recordedResponse(
  { channel }: Exchange,
  response: ReceivedResponse,
  clean: Redact,
): NonNullable<RecordedExchange['response']> {
  const { status, size, sha256, incomplete } = response;
  const headers = response.headers.map(
    ([name, value]) => [name, clean(/^(content-)?location$/i.test(name) ? redactUrl(value) : value)] as const,
  );
  const content = channel === 'storage' && status < 300;
  const body = content || size === 0 ? undefined : answerBody(response, clean);
  return {
    status,
    headers,
    size,
    sha256,
    ...(body && { body }),
    ...(incomplete !== undefined && { incomplete }),
  };
}

function answerBody(response: ReceivedResponse, clean: Redact): RecordedBody {
  const body = recordedBody((response.decoded ?? response).body, clean);
  const reading = readJson(response);
  const hidden = 'text' in body && 'value' in reading && hides(body.text, clean);
  return hidden ? { text: clean(JSON.stringify(reading.value)) } : body;
}

/** True when a cleaned text still gives something away, because the target writes it with escapes. */
function hides(text: string, clean: Redact): boolean {
  try {
    const plain = JSON.stringify(JSON.parse(text));
    return clean(plain) !== plain;
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
