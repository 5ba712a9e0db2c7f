import type { Exchange, HeaderList, ReceivedResponse, Trouble } from '../client/exchange.ts';
import type { Redact } from '../client/redaction.ts';
import { redactUrl, signedParts } from '../client/redaction.ts';
import { objectIn } from '../judgement/body.ts';

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
  };
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
  const { id, channel, request, response, trouble, earlier } = exchange;
  const clean = cleanerOf(exchange, redact);
  return {
    id,
    channel,
    request: {
      method: request.method,
      url: clean(channel === 'storage' ? redactUrl(request.url) : request.url),
      headers: request.headers.map(([name, value]) => [name, clean(value)] as const),
      ...(request.body && { body: recordedBody(request.body, clean) }),
    },
    ...(response && { response: recordedResponse(exchange, response, clean) }),
    ...(trouble && { trouble: { ...trouble, message: clean(trouble.message) } }),
    sentAt: new Date(exchange.sentAt).toISOString(),
    receivedAt: new Date(exchange.receivedAt).toISOString(),
    earlier,
  };
}

/** Cleans texts of one exchange: keys by value, and the parts of the URL that it asks for or hands out. */
function cleanerOf({ channel, request, response }: Exchange, redact: Redact): Redact {
  const handedOut = objectIn(response)?.['url'];
  const parts = [
    ...(channel === 'storage' ? signedParts(request.url) : []),
    ...(typeof handedOut === 'string' ? signedParts(handedOut) : []),
  ];
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
  const value = objectIn(response);
  const url = value?.['url'];
  const hidden = 'text' in body && typeof url === 'string' && leaks(body.text, url);
  return hidden ? { text: clean(JSON.stringify({ ...value, url: redactUrl(url) })) } : body;
}

/** True when a text that parses still gives the URL away, because the target writes it with escapes. */
function leaks(text: string, url: string): boolean {
  try {
    const { url: left } = JSON.parse(text) as { url?: unknown };
    return left === url && signedParts(url).length > 0;
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
