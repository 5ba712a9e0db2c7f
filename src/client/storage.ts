import type { Carrier } from './courier.ts';
import type { Exchange, HeaderList, Payload, SentRequest } from './exchange.ts';
import { header } from './exchange.ts';
import { brokenOff } from './payload.ts';
import type { Limits } from './transport.ts';

/** Following a returned URL: each hop, the last of which is where the bytes or the refusal came from. */
export interface Retrieval {
  readonly hops: readonly [Exchange, ...Exchange[]];
  readonly last: Exchange;
}

/** How a retrieval deviates from a plain GET. */
export interface RetrievalOptions {
  readonly headers?: HeaderList;
  /** Tells a deliberately repeated retrieval from the first of its kind. */
  readonly occasion?: string;
  /** Octets after which the body is no longer read; by default twice the announced size and 16 MiB. */
  readonly read?: number;
}

/** How an upload deviates from a plain PUT without a Content-Type. */
export interface UploadOptions {
  readonly contentType?: string;
  /** Whether the length is announced (the default) or the body comes in chunks; an empty body is always announced. */
  readonly framing?: 'length' | 'chunked';
  readonly method?: 'PUT' | 'POST';
  /** In place of the usual fields, those of the type and the framing excepted. */
  readonly headers?: HeaderList;
  /** Tells a deliberately repeated upload from the first of its kind. */
  readonly occasion?: string;
}

/** What goes to each hop, and how. */
interface Errand {
  readonly request: SentRequest;
  readonly limits: Limits;
  readonly occasion: string | undefined;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostHops = 5;
const usual: HeaderList = [
  ['Accept', '*/*'],
  ['Accept-Encoding', 'identity'],
  ['User-Agent', 'flexportal-conformance'],
];
/** Fields that describe a body, and go with it when a redirect turns the request into a GET. */
const ofBody = /^(content-(encoding|language|length|location|type)|transfer-encoding)$/i;

/** Follows returned URLs. It is never given a key, a tenant or a cookie, so it cannot send one. */
export class Storage {
  readonly #courier: Carrier;
  readonly #announced: (url: string) => number | undefined;

  /** `announced`: the octets of the file behind a URL, as far as they are known. */
  constructor(courier: Carrier, announced: (url: string) => number | undefined = () => undefined) {
    this.#courier = courier;
    this.#announced = announced;
  }

  /** GETs a URL and follows up to five redirects, each under the same rules. Throws a TypeError when it is not an http(s) URL. */
  async get(url: string, { headers = usual, occasion, read }: RetrievalOptions = {}): Promise<Retrieval> {
    const request = { method: 'GET', url: hrefOf(url), headers };
    const most = read ?? 2 * (this.#announced(request.url) ?? unannounced) + 16 * 2 ** 20;
    return this.#follow({ request, limits: readLimits(most), occasion });
  }

  /**
   * Uploads a payload and follows up to five redirects as `fetch` does: the body goes along, except after a 303, and after
   * a 301 or 302 to a POST. Throws a TypeError when it is not an http(s) URL.
   */
  async put(url: string, payload: Payload, options: UploadOptions = {}): Promise<Retrieval> {
    const { contentType, framing = 'length', method = 'PUT', headers = usual, occasion } = options;
    const chunked = framing === 'chunked' && payload.size > 0;
    const fields: HeaderList = [
      ...headers,
      ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
      chunked ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(payload.size)],
    ];
    const request = { method, url: hrefOf(url), headers: fields, payload };
    return this.#follow({ request, limits: writeLimits(payload.size), occasion });
  }

  /** PUTs the first half of a payload and drops the connection; nothing is repeated. Throws a TypeError when the URL is not an http(s) one. */
  async breakOff(url: string, payload: Payload, contentType: string): Promise<Exchange> {
    const headers: HeaderList = [
      ...usual,
      ['Content-Type', contentType],
      ['Content-Length', String(payload.size)],
    ];
    const request = { method: 'PUT', url: hrefOf(url), headers, payload: brokenOff(payload) };
    return this.#courier.once(request, writeLimits(payload.size), 'broken off');
  }

  /** Sends a request, mostly without a body, and follows no redirect. Throws a TypeError when it is not an http(s) URL. */
  async ask(
    method: 'HEAD' | 'DELETE' | 'PATCH' | 'POST' | 'OPTIONS',
    url: string,
    { headers = usual, occasion, body }: Omit<RetrievalOptions, 'read'> & { readonly body?: Uint8Array } = {},
  ): Promise<Exchange> {
    const request = { method, url: hrefOf(url), headers, ...(body && { body }) };
    return this.#courier.deliver(request, readLimits(2 ** 20), occasion);
  }

  async #follow({ request, limits, occasion }: Errand): Promise<Retrieval> {
    const first = await this.#courier.deliver(request, limits, occasion);
    const hops: [Exchange, ...Exchange[]] = [first];
    for (let sent = request, last = first; hops.length <= mostHops; hops.push(last)) {
      const next = redirected(sent, last);
      if (next === undefined) break;
      sent = next;
      last = await this.#courier.deliver(next, limits, occasion);
    }
    return { hops, last: hops.at(-1) ?? first };
  }
}

function hrefOf(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new TypeError(`${protocol} is not http: or https:`);
  return href;
}

/** Octets of a file whose size is not known. */
const unannounced = 2 ** 30;
/** Milliseconds that so many octets take on a slow link, with 512 KiB a second. */
const slowly = (octets: number): number => Math.round((octets / 2 ** 19) * 1000);

/** A minute and the time that a slow link takes, ten minutes at the most. */
function readLimits(read: number): Limits {
  const total = Math.min(60_000 + slowly(read), 10 * 60_000);
  return { silence: 20_000, total, read, keep: 16 * 2 ** 10 };
}

/** Ten minutes and the time that a slow link takes; storage may be silent while it stores the octets. */
function writeLimits(size: number): Limits {
  const total = 10 * 60_000 + slowly(size);
  return { silence: size === 0 ? 20_000 : 60_000, total, read: 2 ** 20, keep: 16 * 2 ** 10 };
}

/** The request that a redirect asks for, or undefined when the answer is none. */
function redirected(sent: SentRequest, { response }: Exchange): SentRequest | undefined {
  const location =
    response && redirects.has(response.status) ? header(response.headers, 'Location') : undefined;
  if (response === undefined || location === undefined || !URL.canParse(location, sent.url)) return undefined;
  const { protocol, href } = new URL(location, sent.url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const { method, headers } = sent;
  const becomesGet =
    response.status === 303 || (method === 'POST' && (response.status === 301 || response.status === 302));
  if (!becomesGet) return { ...sent, url: href };
  return { method: 'GET', url: href, headers: headers.filter(([name]) => !ofBody.test(name)) };
}
