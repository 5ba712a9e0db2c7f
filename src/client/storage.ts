import type { Courier } from './courier.ts';
import type { Exchange, HeaderList } from './exchange.ts';
import { header } from './exchange.ts';
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
  /** Octets after which the body is no longer read; 5 GiB by default. */
  readonly read?: number;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostHops = 5;

/** Follows returned URLs. It is never given a key, a tenant or a cookie, so it cannot send one. */
export class Storage {
  readonly #courier: Courier;

  constructor(courier: Courier) {
    this.#courier = courier;
  }

  /** GETs a URL and follows up to five redirects, each under the same rules. Throws a TypeError when it is not an http(s) URL. */
  async get(url: string, options: RetrievalOptions = {}): Promise<Retrieval> {
    const first = await this.#hop(url, options);
    const hops: [Exchange, ...Exchange[]] = [first];
    for (let last = first; hops.length <= mostHops; hops.push(last)) {
      const next = redirectOf(last);
      if (next === undefined) break;
      last = await this.#hop(next, options);
    }
    return { hops, last: hops.at(-1) ?? first };
  }

  #hop(url: string, { headers, occasion, read = 5 * 2 ** 30 }: RetrievalOptions): Promise<Exchange> {
    const { protocol, href } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:')
      throw new TypeError(`${protocol} is not http: or https:`);
    const limits: Limits = { silence: 20_000, total: 10 * 60_000, read, keep: 16 * 2 ** 10 };
    const usual: HeaderList = [
      ['Accept', '*/*'],
      ['Accept-Encoding', 'identity'],
      ['User-Agent', 'flexportal-conformance'],
    ];
    return this.#courier.deliver({ method: 'GET', url: href, headers: headers ?? usual }, limits, occasion);
  }
}

function redirectOf({ request, response }: Exchange): string | undefined {
  const location =
    response && redirects.has(response.status) ? header(response.headers, 'Location') : undefined;
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  const { protocol, href } = new URL(location, request.url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
