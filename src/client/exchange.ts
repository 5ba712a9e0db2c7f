/** Header fields in the order and case of the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request exactly as it is put on the wire. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
  /** `body` goes out in two parts with a pause between, as a network may deliver any. */
  readonly inTwoParts?: true;
  /** A body that may be large, in place of `body`; its framing is the `Content-Length` or `Transfer-Encoding` in `headers`. */
  readonly payload?: Payload;
}

/** The octets of a body: counted and hashed whole, kept only up to a limit. */
export interface Octets {
  readonly size: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** A body that is measured and not kept: it is made anew for each attempt. */
export interface Payload extends Octets {
  /** The octets from the start; throws for the payload of a recorded request, of which only the measures are kept. */
  readonly chunks: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** The same octets in one piece, when they lie in memory. */
  readonly whole?: Uint8Array;
}

/** A response as received; `body` holds at most the first `kept` octets that the client was told to keep. */
export interface ReceivedResponse extends Octets {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** The body after removal of its `Content-Encoding`; absent when it has none. */
  readonly decoded?: Octets & { readonly body: Uint8Array };
  /** Why the body is not whole, in words: cut off, over the size limit, undecodable. */
  readonly incomplete?: string;
}

/** Why no usable answer came. */
export type TroubleKind =
  | 'refused'
  | 'unresolved'
  | 'tls'
  | 'timeout'
  | 'dropped'
  | 'protocol'
  | 'forbidden'
  | 'gateway'
  | 'rate-limited'
  | 'unsent';

/** Infrastructure trouble; `others` tells whether the target answered a control request right after each of the last attempts. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly message: string;
  readonly others?: 'answered' | 'silent';
}

/** One request and what came of it. */
export interface Exchange {
  readonly id: string;
  readonly channel: 'api' | 'storage';
  readonly request: SentRequest;
  /** What tells a deliberately repeated request from the first of its kind. */
  readonly occasion?: string;
  /** Place in the order of asking, from 1; attempts at one request have the same. Exchanges are numbered in the order of ending. */
  readonly asked?: number;
  readonly response?: ReceivedResponse;
  readonly trouble?: Trouble;
  /** Epoch milliseconds on the local clock: first octet sent, header section received. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** The attempts that were made before this one because of trouble, oldest first. */
  readonly earlier: readonly string[];
}

/** An exchange that was answered. */
export type Answered = Exchange & { readonly response: ReceivedResponse };

/** True when an answer came that is not infrastructure trouble. */
export function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined && exchange.trouble === undefined;
}

/** All values of a header field, in order; the name is compared without case. */
export function headerValues(headers: HeaderList, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** The field's values joined as RFC 9110 §5.3 allows, or undefined when the field is absent. */
export function header(headers: HeaderList, name: string): string | undefined {
  const values = headerValues(headers, name);
  return values.length === 0 ? undefined : values.join(', ');
}
