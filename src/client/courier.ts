import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from './evidence.ts';
import type { Exchange, SentRequest, Trouble } from './exchange.ts';
import { header } from './exchange.ts';
import type { Pace } from './pace.ts';
import { withoutOctets } from './payload.ts';
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
  deliver(sent: SentRequest, limits: Limits, occasion?: string): Promise<Exchange> {
    const key = keyOf(this.#channel, sent, occasion);
    const settled = this.#evidence.settled(key);
    if (settled !== undefined) return Promise.resolve(settled);
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const parcel = { sent, key, occasion, earlier: [] };
    const sending = this.#pace
      .run(() => this.#persist(parcel, limits))
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, sending);
    return sending;
  }

  async #persist(parcel: Parcel, limits: Limits): Promise<Exchange> {
    const giveUpAt = Date.now() + patience;
    const attempts = this.#stubborn >= enough ? 1 : pauses.length + 1;
    for (let failures = 0; ;) {
      const paused = this.#pace.pausedFor();
      if (paused > patience) return this.#settle(parcel, unsent(), tooLong(paused));
      await this.#pace.turn();
      const attempt = await this.#transport.attempt(parcel.sent, limits);
      const trouble = attempt.trouble ?? troubleIn(attempt);
      if (trouble === undefined || trouble.kind === 'forbidden')
        return this.#settle(parcel, attempt, trouble);
      const wait = trouble.kind === 'rate-limited' ? this.#backOff(attempt) : pauses[failures++];
      if (failures >= attempts || Date.now() + (wait ?? 0) > giveUpAt) {
        return this.#giveUp(parcel, attempt, trouble);
      }
      parcel.earlier.push(this.#record(parcel, attempt, trouble).id);
      if (wait !== undefined) await sleep(wait);
    }
  }

  async #giveUp(parcel: Parcel, attempt: Attempt, trouble: Trouble): Promise<Exchange> {
    // What storage cuts off each time is its answer: DL-08 looks at the lengths.
    if (this.#channel === 'storage' && attempt.response !== undefined && trouble.kind === 'dropped') {
      return this.#settle(parcel, attempt);
    }
    this.#stubborn += 1;
    const answered = trouble.kind !== 'rate-limited' && (await this.probe?.());
    const others = answered === true ? 'answered' : 'silent';
    return this.#settle(parcel, attempt, { ...trouble, others });
  }

  #backOff(attempt: Attempt): number {
    const asked = retryAfter(header(attempt.response?.headers ?? [], 'Retry-After'), attempt.receivedAt);
    const wait = Math.max(asked ?? 1000, 50);
    this.#pace.pause(wait);
    return wait;
  }

  /** Records the last attempt of a request. */
  #settle(parcel: Parcel, attempt: Attempt, trouble?: Trouble): Exchange {
    return this.#record(parcel, attempt, trouble, parcel.earlier, parcel.key);
  }

  #record(
    { sent, occasion }: Parcel,
    { response, sentAt, receivedAt }: Attempt,
    trouble: Trouble | undefined,
    earlier: readonly string[] = [],
    key?: string,
  ): Exchange {
    const exchange: Exchange = {
      id: `${this.#channel}-${String(this.#evidence.all().length + 1).padStart(4, '0')}`,
      channel: this.#channel,
      request: withoutOctets(sent),
      ...(occasion !== undefined && { occasion }),
      ...(response && { response }),
      ...(trouble && { trouble }),
      sentAt,
      receivedAt,
      earlier,
    };
    this.#evidence.add(exchange, key);
    return exchange;
  }
}

/** A request on its way: its key in the memory, and the attempts already made. */
interface Parcel {
  readonly sent: SentRequest;
  readonly key: string;
  readonly occasion: string | undefined;
  readonly earlier: string[];
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
  if (response.incomplete?.startsWith('cut off') === true)
    return { kind: 'dropped', message: `the answer is ${response.incomplete}` };
  return undefined;
}

function keyOf(channel: string, sent: SentRequest, occasion = ''): string {
  const { method, url, headers, payload } = sent;
  const hash = createHash('sha256').update(
    JSON.stringify([channel, occasion, method, url, headers, payload?.size, payload?.sha256]),
  );
  return hash.update(sent.body ?? '').digest('hex');
}
