import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from './evidence.ts';
import type { Exchange, SentRequest, Trouble } from './exchange.ts';
import { header } from './exchange.ts';
import type { Pace } from './pace.ts';
import { retryAfter } from './retry-after.ts';
import type { Attempt, Limits, Transport } from './transport.ts';

/** Pauses in milliseconds before the second and the third attempt of a request that met trouble. */
const pauses = [150, 600];
/** How long a request is repeated, in milliseconds, while the target answers 429. */
const patience = 5 * 60_000;
/** Requests that stay in trouble before later ones are tried only once. */
const enough = 3;

/** Sends each distinct request once, repeats it on infrastructure trouble, and records every attempt. */
export class Courier {
  /** Asks the target something that it answered before; true when it still does. */
  probe: (() => Promise<boolean>) | undefined;
  readonly #channel: Exchange['channel'];
  readonly #transport: Transport;
  readonly #evidence: Evidence;
  readonly #pace: Pace;
  readonly #pending = new Map<string, Promise<Exchange>>();
  #stubborn = 0;

  constructor(channel: Exchange['channel'], transport: Transport, evidence: Evidence, pace: Pace) {
    this.#channel = channel;
    this.#transport = transport;
    this.#evidence = evidence;
    this.#pace = pace;
  }

  /**
   * The exchange of a request; an equal request is not sent again. `occasion` tells deliberately repeated requests apart.
   */
  deliver(sent: SentRequest, limits: Limits, occasion = ''): Promise<Exchange> {
    const key = keyOf(this.#channel, sent, occasion);
    const settled = this.#evidence.settled(key);
    if (settled !== undefined) return Promise.resolve(settled);
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const sending = this.#pace
      .run(() => this.#persist(sent, limits, key))
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, sending);
    return sending;
  }

  async #persist(sent: SentRequest, limits: Limits, key: string): Promise<Exchange> {
    const earlier: string[] = [];
    const giveUpAt = Date.now() + patience;
    const attempts = this.#stubborn >= enough ? 1 : pauses.length + 1;
    for (let failures = 0; ;) {
      const paused = this.#pace.pausedFor();
      if (paused > patience) return this.#record(sent, unsent(), earlier, tooLong(paused), key);
      await this.#pace.turn();
      const attempt = await this.#transport.attempt(sent, limits);
      const trouble = attempt.trouble ?? troubleIn(attempt);
      if (trouble === undefined) return this.#record(sent, attempt, earlier, undefined, key);
      if (trouble.kind === 'forbidden') return this.#record(sent, attempt, earlier, trouble, key);
      const wait = trouble.kind === 'rate-limited' ? this.#backOff(attempt) : pauses[failures++];
      if (failures >= attempts || Date.now() + (wait ?? 0) > giveUpAt) {
        return this.#giveUp(sent, attempt, earlier, trouble, key);
      }
      earlier.push(this.#record(sent, attempt, [], trouble).id);
      if (wait !== undefined) await sleep(wait);
    }
  }

  async #giveUp(
    sent: SentRequest,
    attempt: Attempt,
    earlier: string[],
    trouble: Trouble,
    key: string,
  ): Promise<Exchange> {
    this.#stubborn += 1;
    const answered = trouble.kind !== 'rate-limited' && (await this.probe?.());
    const others = answered === true ? 'answered' : 'silent';
    return this.#record(sent, attempt, earlier, { ...trouble, others }, key);
  }

  #backOff(attempt: Attempt): number {
    const asked = retryAfter(header(attempt.response?.headers ?? [], 'Retry-After'), attempt.receivedAt);
    const wait = Math.max(asked ?? 1000, 50);
    this.#pace.pause(wait);
    return wait;
  }

  #record(sent: SentRequest, attempt: Attempt, earlier: string[], trouble?: Trouble, key?: string): Exchange {
    const exchange: Exchange = {
      id: `${this.#channel}-${String(this.#evidence.all().length + 1).padStart(4, '0')}`,
      channel: this.#channel,
      request: sent,
      ...(attempt.response && { response: attempt.response }),
      ...(trouble && { trouble }),
      sentAt: attempt.sentAt,
      receivedAt: attempt.receivedAt,
      earlier,
    };
    this.#evidence.add(exchange, key);
    return exchange;
  }
}

function unsent(): Attempt {
  const now = Date.now();
  return { sentAt: now, receivedAt: now };
}

/** A request that is not sent, because the target asked for a longer pause than a run can wait. */
function tooLong(paused: number): Trouble {
  const message = `not sent: the target asked for a pause that lasts ${Math.round(paused / 1000)} s more`;
  return { kind: 'rate-limited', message, others: 'silent' };
}

function troubleIn({ response }: Attempt): Trouble | undefined {
  if (response === undefined) return undefined;
  if (response.status === 429)
    return { kind: 'rate-limited', message: 'the target answers 429 Too Many Requests' };
  if (response.status >= 502 && response.status <= 504) {
    return { kind: 'gateway', message: `the target answers ${response.status}` };
  }
  return undefined;
}

function keyOf(channel: string, sent: SentRequest, occasion: string): string {
  const hash = createHash('sha256').update(
    JSON.stringify([channel, occasion, sent.method, sent.url, sent.headers]),
  );
  return hash.update(sent.body ?? '').digest('hex');
}
