import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as undiciRequest } from 'undici';
import { connector } from './connector.ts';
import type { Reach } from './destination.ts';
import { refusalOf } from './destination.ts';
import type { HeaderList, ReceivedResponse, SentRequest, Trouble, TroubleKind } from './exchange.ts';
import { oneAfterTheOther } from './payload.ts';
import { messageOf, readBody } from './received-body.ts';

/** Bounds of one attempt. */
export interface Limits {
  /** Milliseconds to the header section, and between two parts of the body. */
  readonly silence: number;
  /** Milliseconds for the whole attempt. */
  readonly total: number;
  /** Octets after which the body is no longer read. */
  readonly read: number;
  /** Octets of the body that are kept for evidence; the rest is only counted and hashed. */
  readonly keep: number;
}

/** What one attempt came to; times are epoch milliseconds. */
export interface Attempt {
  readonly response?: ReceivedResponse;
  readonly trouble?: Trouble;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Milliseconds for which the answers to what is under way are awaited at the end. */
const farewell = 5000;

/** Puts requests on the wire exactly as given: no default fields, no cookies, no redirects, no transparent decoding. */
export class Transport {
  readonly #agent: Agent;
  readonly #from: Reach | undefined;
  readonly #underWay = new Set<Promise<Attempt>>();
  #closed = false;

  /** `from`: the reach of the target, when the destinations are untrusted (returned URLs). */
  constructor(from?: Reach) {
    this.#from = from;
    this.#agent = new Agent({
      connections: 16,
      // A server that closes what was idle for longer does so before it is used again.
      keepAliveTimeout: 900,
      maxHeaderSize: 128 * 1024,
      connect: connector({ timeout: 10_000, ...(from !== undefined && { lookup: guardedLookup(from) }) }),
    });
  }

  /** Sends once; never throws for what the network or the server does. */
  async attempt(sent: SentRequest, limits: Limits): Promise<Attempt> {
    const now = Date.now();
    const refused = (kind: TroubleKind, message: string): Attempt => ({
      trouble: { kind, message },
      sentAt: now,
      receivedAt: now,
    });
    const refusal = this.#refusal(sent.url);
    if (refusal !== undefined) return refused('forbidden', refusal);
    if (this.#closed) return refused('unsent', 'not sent, because the run was ended');
    const attempt = this.#send(sent, limits);
    this.#underWay.add(attempt);
    return attempt.finally(() => this.#underWay.delete(attempt));
  }

  async #send(sent: SentRequest, limits: Limits): Promise<Attempt> {
    const sentAt = Date.now();
    const wire = onTheWire(sent);
    try {
      const { statusCode, headers, body } = await undiciRequest(sent.url, {
        dispatcher: this.#agent,
        method: sent.method as 'POST',
        ...wire,
        headersTimeout: limits.silence,
        bodyTimeout: limits.silence,
        signal: AbortSignal.timeout(limits.total),
        responseHeaders: 'raw',
        // By default one read from the socket would fill the body's buffer, and stop reading each time.
        highWaterMark: 2 ** 20,
      });
      const receivedAt = Date.now();
      const list = pairs(headers as unknown as string[]);
      return {
        response: { status: statusCode, headers: list, ...(await readBody(body, list, limits)) },
        sentAt,
        receivedAt,
      };
    } catch (error) {
      return { trouble: troubleOf(error), sentAt, receivedAt: Date.now() };
    }
  }

  /** Closes all connections, when what is under way was answered: only the answer tells which file a request made the target create. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.race([Promise.all(this.#underWay), sleep(farewell, undefined, { ref: false })]);
    await this.#agent.destroy();
  }

  #refusal(url: string): string | undefined {
    if (this.#from === undefined) return undefined;
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    return isIP(host) === 0 ? undefined : refusalOf(host, this.#from);
  }
}

/** Fields and body as undici takes them: it writes the framing of a payload itself, in chunks when no length is given. */
function onTheWire({ headers, body, inTwoParts, payload }: SentRequest): {
  headers: string[];
  body: Buffer | Readable | null;
} {
  if (body !== undefined && inTwoParts === true) {
    const framed = [...headers.flat(), 'Content-Length', String(body.length)];
    return { headers: framed, body: oneAfterTheOther(body) as unknown as Readable };
  }
  if (payload === undefined)
    return { headers: headers.flat(), body: body === undefined ? null : Buffer.from(body) };
  const others = headers.filter(([name]) => name.toLowerCase() !== 'transfer-encoding');
  // Undici drops the connection when the answer comes before the last chunk is sent, and a careless server dies of that.
  const { whole } = payload;
  if (whole !== undefined && others.length === headers.length)
    return {
      headers: headers.flat(),
      body: Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength),
    };
  // The types of undici lack the iterables that its documentation allows.
  return { headers: others.flat(), body: payload.chunks() as Readable };
}

function pairs(raw: readonly string[]): HeaderList {
  // Blanks around a value are no part of it (RFC 9112 §5.1); the parser leaves those behind it.
  return Array.from(
    { length: raw.length / 2 },
    (_, i) => [raw[2 * i] ?? '', (raw[2 * i + 1] ?? '').replace(/(?<![\t ])[\t ]+$/, '')] as const,
  );
}

/** Resolves like `dns.lookup` but refuses forbidden addresses, at connect time, so that a second answer cannot slip in. */
function guardedLookup(from: Reach): typeof lookup {
  const guarded = (hostname: string, options: object, callback: (...result: unknown[]) => void): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error);
        return;
      }
      const refusal = addresses
        .map(({ address }) => refusalOf(address, from))
        .find((reason) => reason !== undefined);
      if (refusal !== undefined)
        callback(Object.assign(new Error(`${hostname}: ${refusal}`), { code: 'EFORBIDDEN' }));
      else if ('all' in options && options.all === true) callback(null, addresses);
      else callback(null, addresses[0]?.address, addresses[0]?.family);
    });
  };
  return guarded as unknown as typeof lookup;
}

const kinds: readonly (readonly [RegExp, TroubleKind])[] = [
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/, 'refused'],
  [/ENOTFOUND|EAI_AGAIN/, 'unresolved'],
  [/EFORBIDDEN/, 'forbidden'],
  [/TimeoutError|UND_ERR_\w+_TIMEOUT|ETIMEDOUT/, 'timeout'],
  [/CERT|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|UNABLE_TO/, 'tls'],
  [/HTTPParserError|HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES/, 'protocol'],
];

function troubleOf(error: unknown): Trouble {
  const { name = '', code = '' } = error as { name?: string; code?: string };
  const kind = kinds.find(([pattern]) => pattern.test(`${name} ${code}`))?.[1] ?? 'dropped';
  return { kind, message: messageOf(error) };
}
