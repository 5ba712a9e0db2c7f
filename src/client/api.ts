import type { Json } from '../contract/json.ts';
import type { Carrier } from './courier.ts';
import type { Exchange, HeaderList } from './exchange.ts';
import type { Limits } from './transport.ts';

/** What identifies the caller: an API key and the business unit it acts for. */
export interface Credentials {
  readonly token: string;
  readonly tenant: string;
}

/** Where the operation under test lives, as the document says. */
export interface Endpoint {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly mediaType: string;
  readonly tenantHeader: string;
}

/** How a request deviates from a plain valid one. */
export interface Deviation {
  readonly as?: Credentials;
  /** Fields to replace (the given case is sent) or, with null, to leave out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly method?: string;
  readonly path?: string;
  /** Sends the body in two parts, as a network may deliver any; that is an occasion of its own, where none is given. */
  readonly inTwoParts?: true;
  /** Tells a deliberately repeated request from the first of its kind. */
  readonly occasion?: string;
  /** Milliseconds of silence that one attempt waits for; it is not repeated on trouble, and always sent. */
  readonly onceWithin?: number;
}

/** Bounds of one API request: 10 s of silence, 20 s in all, 1 MiB read and kept, as the whole of a body is judged. */
export const limits: Limits = { silence: 10_000, total: 20_000, read: 2 ** 20, keep: 2 ** 20 };

/** Sends requests to the API of the target. */
export class Api {
  readonly endpoint: Endpoint;
  readonly #main: Credentials;
  readonly #courier: Carrier;

  constructor(endpoint: Endpoint, main: Credentials, courier: Carrier) {
    this.endpoint = endpoint;
    this.#main = main;
    this.#courier = courier;
  }

  /** Asks for a URL with a JSON value, or with raw octets, as the body; undefined sends none. */
  ask(body: Json | Uint8Array | undefined, deviation: Deviation = {}): Promise<Exchange> {
    const bytes = body === undefined || body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
    return this.#send(
      deviation.method ?? this.endpoint.method,
      deviation.path ?? this.endpoint.path,
      deviation,
      bytes,
    );
  }

  /** Reads another resource of the API; the operation's own path is refused, because GET there is another operation. */
  get(path: string, deviation: Deviation = {}): Promise<Exchange> {
    if (path.split('?')[0] === this.endpoint.path)
      throw new Error(`Api.get: never GET ${this.endpoint.path}`);
    return this.#send('GET', path, deviation);
  }

  /**
   * Deletes a file (`DELETE /v1/files/{fileId}`), with its bytes when the request says so. Throws for an id that would name
   * another resource.
   */
  remove(
    fileId: string,
    body?: { readonly deleteFromStorage: true },
    deviation: Deviation = {},
  ): Promise<Exchange> {
    const path = `/v1/files/${encodeURIComponent(fileId)}`;
    if (path === this.endpoint.path || /^\.{0,2}$/.test(fileId))
      throw new Error(`Api.remove: "${fileId}" names another resource than a file`);
    return this.#send('DELETE', path, deviation, body && Buffer.from(JSON.stringify(body)));
  }

  #send(method: string, path: string, deviation: Deviation, body?: Uint8Array): Promise<Exchange> {
    const headers = this.#headers(deviation, body !== undefined);
    const { inTwoParts, onceWithin } = deviation;
    const occasion = deviation.occasion ?? (inTwoParts && 'in two parts');
    const url = this.endpoint.origin + path;
    const request = { method, url, headers, ...(body && { body }), ...(inTwoParts && { inTwoParts }) };
    return onceWithin === undefined
      ? this.#courier.deliver(request, limits, occasion)
      : this.#courier.once(request, { ...limits, silence: onceWithin }, occasion);
  }

  #headers({ as = this.#main, headers = {} }: Deviation, withBody: boolean): HeaderList {
    const usual: [string, string][] = [
      ['Authorization', `Bearer ${as.token}`],
      [this.endpoint.tenantHeader, as.tenant],
      ...(withBody ? [['Content-Type', this.endpoint.mediaType] as [string, string]] : []),
      // As `fetch` and curl say it, and so a framework's own pages show.
      ['Accept', '*/*'],
      ['Accept-Encoding', 'gzip'],
      ['User-Agent', 'flexportal-conformance'],
    ];
    const replaced = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
    const given = Object.entries(headers).filter((field): field is [string, string] => field[1] !== null);
    return [...usual.filter(([name]) => !replaced.has(name.toLowerCase())), ...given];
  }
}
