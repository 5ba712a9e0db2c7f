import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Exchange, SentRequest } from './exchange.ts';
import { withoutOctets } from './payload.ts';

/**
 * Every exchange of the run. With a file it outlives the process: a failing test restarts its
 * worker, and what was asked before must not be asked again. The file holds live secrets and lies in a private folder.
 */
export class Evidence {
  readonly #file: string | undefined;
  readonly #numberedFrom: number;
  readonly #added: Exchange[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #settled = new Map<string, Exchange>();
  /** What `final` said; undefined since another exchange was added. */
  #final: readonly Exchange[] | undefined;
  #asked = 0;

  /** `numberedFrom`: 0, or where the ids of a shard begin, so that they differ from those of other shards. */
  constructor(file?: string, numberedFrom = 0) {
    this.#file = file;
    this.#numberedFrom = numberedFrom;
    if (file === undefined || !existsSync(file)) return;
    // A worker that was killed while it wrote leaves a last line without its end.
    for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
      const { key, exchange } = JSON.parse(line, reviveBytes) as { key?: string; exchange: Exchange };
      this.#remember({ ...exchange, request: withoutOctets(exchange.request) }, key);
    }
  }

  /** The id of the next exchange to be added. */
  nextId(channel: Exchange['channel']): string {
    return `${channel}-${String(this.#numberedFrom + this.#added.length + 1).padStart(4, '0')}`;
  }

  /** The place of the next request in the order of asking, from 1. */
  nextPlace(): number {
    this.#asked += 1;
    return this.#asked;
  }

  /** Records an exchange; with a key it is the settled answer to the request of that key. */
  add(exchange: Exchange, key?: string): void {
    this.#remember(exchange, key);
    if (this.#file !== undefined) {
      appendFileSync(this.#file, `${JSON.stringify({ key, exchange }, packBytes)}\n`, { mode: 0o600 });
    }
  }

  /** The settled exchange of a request, if it was made. */
  settled(key: string): Exchange | undefined {
    return this.#settled.get(key);
  }

  /** All exchanges so far, retried attempts included, in the order in which they ended, which is that of their ids. */
  all(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** All exchanges so far in the order in which they were added; it is another one where recorded exchanges are asked for again. */
  added(): readonly Exchange[] {
    return this.#added;
  }

  /** The settled exchanges only: each request once, with its last attempt. */
  final(): readonly Exchange[] {
    if (this.#final === undefined) {
      const settled = new Set(this.#settled.values());
      this.#final = this.#exchanges.filter((exchange) => settled.has(exchange));
    }
    return this.#final;
  }

  #remember(exchange: Exchange, key?: string): void {
    this.#final = undefined;
    this.#asked = Math.max(this.#asked, exchange.asked ?? 0);
    this.#added.push(exchange);
    const before = this.#exchanges.findLastIndex(({ id }) => !(numberIn(id) > numberIn(exchange.id)));
    this.#exchanges.splice(before + 1, 0, exchange);
    if (key !== undefined) this.#settled.set(key, exchange);
  }
}

/** The number in an id; the ids of both channels are counted together. */
export function numberIn(id: string): number {
  return Number(id.slice(id.indexOf('-') + 1));
}

function packBytes(this: unknown, name: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[name];
  return original instanceof Uint8Array ? { base64: Buffer.from(original).toString('base64') } : value;
}

function reviveBytes(_name: string, value: unknown): unknown {
  const packed = value as { base64?: unknown } | null;
  return typeof packed === 'object' && packed !== null && typeof packed.base64 === 'string'
    ? Buffer.from(packed.base64, 'base64')
    : value;
}

/** The key of a request: equal requests of one occasion have the same. */
export function keyOf(channel: string, sent: SentRequest, occasion = ''): string {
  const { method, url, headers, payload } = sent;
  const hash = createHash('sha256').update(
    JSON.stringify([channel, occasion, method, url, headers, payload?.size, payload?.sha256]),
  );
  return hash.update(sent.body ?? '').digest('hex');
}
