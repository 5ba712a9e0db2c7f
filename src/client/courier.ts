import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from './evidence.ts';
import { keyOf } from './evidence.ts';
import type { Exchange, SentRequest, Trouble } from './exchange.ts';
import type { Pace } from './pace.ts';
import { patience } from './pace.ts';
import { withoutOctets } from './payload.ts';
import { Presence } from './presence.ts';
import { pauseAsked } from './retry-after.ts';
import type { Attempt, Limits, Transport } from './transport.ts';
import { pausedTooLong, targetDown, troubleIn } from './trouble.ts';

/** Pauses in milliseconds before the second and the third attempt of a request that met trouble. */
const pauses = [150, 600];
/** Milliseconds in which a request is repeated without asking whether others are answered. */
const quickly = 30_000;
/** Attempts that fail with an answered control after each before the request is blamed: by chance that is one run in 100,000. */
const proof = 4;
/** Requests that stay in trouble before later ones need less of a proof, because it takes time. */
const enough = 3;
/** Milliseconds between two attempts while the target does not answer at all, and how many of them a request waits for. */
const lull = { length: 2000, most: 30 };

/** The occasion of a request that only shows whether others are answered. */
export const controlOccasion = 'control, after trouble';

/** The request without the key of its client. */
export function withoutKey<T extends Pick<SentRequest, 'headers'>>(request: T): T {
  return { ...request, headers: request.headers.filter(([name]) => name.toLowerCase() !== 'authorization') };
}

/** Whoever brings requests to where they are answered. */
export type Carrier = Pick<Courier, 'deliver' | 'once'>;

/** Sends each distinct request once, repeats it on infrastructure trouble, and records every attempt. */
export class Courier {
  /** Asks the target something that it answered before; true when it still does, so that a request in trouble is to blame. */
  probe: ((sent: SentRequest, trouble: Trouble) => Promise<boolean>) | undefined;
  readonly #channel: Exchange['channel'];
  readonly #transport: Transport;
  readonly #evidence: Evidence;
  readonly #pace: Pace;
  readonly #shared: { readonly origin: string; readonly pace: Pace } | undefined;
  readonly #presence = new Presence();
  readonly #pending = new Map<string, Promise<Exchange>>();
  #stubborn = 0;
  #starved = 0;

  /** `shared`: an origin whose requests count with those of another courier, by the pace of that one. */
  constructor(
    channel: Exchange['channel'],
    transport: Transport,
    evidence: Evidence,
    pace: Pace,
    shared?: { readonly origin: string; readonly pace: Pace },
  ) {
    this.#channel = channel;
    this.#transport = transport;
    this.#evidence = evidence;
    this.#pace = pace;
    this.#shared = shared;
    for (const exchange of evidence.all())
      if (exchange.channel === channel && exchange.trouble?.kind !== 'unsent')
        this.#presence.note(isThere(exchange.trouble), exchange.sentAt, exchange.receivedAt);
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
    const parcel = { sent, limits, key, occasion, asked: this.#evidence.nextPlace(), earlier: [], sizes: [] };
    const sending = this.#pace.run(() => this.#persist(parcel)).finally(() => this.#pending.delete(key));
    this.#pending.set(key, sending);
    return sending;
  }

  /** Sends a request once, whatever was sent before and whatever comes of it; it is recorded and not remembered. */
  async once(sent: SentRequest, limits: Limits, occasion?: string): Promise<Exchange> {
    const parcel = { sent, limits, occasion, asked: this.#evidence.nextPlace(), earlier: [], sizes: [] };
    const { attempt, trouble } = await this.#attempt(parcel);
    return this.#record(parcel, attempt, trouble);
  }

  async #persist(parcel: Parcel): Promise<Exchange> {
    if (this.#presence.isDown(Date.now())) return this.#settle(parcel, unsent(), targetDown);
    const startedAt = Date.now();
    let [failures, blamed, lulls, limitedAt] = [0, 0, 0, Infinity];
    for (;;) {
      const { attempt, trouble } = await this.#attempt(parcel);
      if (trouble === undefined || trouble.kind === 'forbidden' || trouble.kind === 'unsent')
        return this.#settle(parcel, attempt, trouble);
      if (trouble.kind === 'rate-limited') {
        limitedAt = Math.min(limitedAt, attempt.sentAt);
        if (this.#isPointless(parcel, limitedAt)) {
          this.#starved += 1;
          return this.#settle(parcel, attempt, { ...trouble, others: 'silent' });
        }
        this.#repeat(parcel, attempt, trouble);
        continue;
      }
      const inTime = Date.now() - startedAt < quickly;
      const pause = inTime && this.#stubborn < enough ? pauses[failures++] : undefined;
      if (pause !== undefined) {
        this.#repeat(parcel, attempt, trouble);
        await sleep(pause);
      } else if ((await this.probe?.(parcel.sent, trouble)) === true) {
        blamed += 1;
        if (blamed >= (this.#stubborn < enough ? proof : 2))
          return this.#giveUp(parcel, attempt, trouble, 'answered');
        this.#repeat(parcel, attempt, trouble);
      } else if (this.#presence.mayReturn(Date.now()) && lulls < lull.most) {
        lulls += 1;
        this.#repeat(parcel, attempt, trouble);
        await sleep(lull.length);
      } else {
        this.#presence.lose();
        return this.#giveUp(parcel, attempt, trouble, 'silent');
      }
    }
  }

  async #attempt({ sent, limits }: Parcel): Promise<{ attempt: Attempt; trouble: Trouble | undefined }> {
    const pace = this.#paceOf(sent);
    if (!(await pace.turn())) return { attempt: unsent(), trouble: pausedTooLong(pace.pausedFor()) };
    const attempt = await this.#transport.attempt(sent, limits);
    pace.passed({ endedAt: attempt.receivedAt, pause: pauseAsked(attempt.response, attempt.receivedAt) });
    const trouble = troubleIn(attempt, sent, limits);
    if (trouble?.kind !== 'forbidden') this.#presence.note(isThere(trouble), attempt.sentAt, Date.now());
    return { attempt, trouble };
  }

  #paceOf({ url }: SentRequest): Pace {
    return this.#shared?.origin === new URL(url).origin ? this.#shared.pace : this.#pace;
  }

  /** True when a request that is answered 429 need not be repeated: not in time, or others were not either. */
  #isPointless({ sent }: Parcel, limitedAt: number): boolean {
    const pace = this.#paceOf(sent);
    const resumeAt = Date.now() + pace.pausedFor();
    return pace.hopeless() || this.#starved >= enough || resumeAt - limitedAt > patience;
  }

  #giveUp(parcel: Parcel, attempt: Attempt, trouble: Trouble, others: 'answered' | 'silent'): Exchange {
    this.#stubborn += 1;
    // What storage cuts off after the same octet each time is its answer: DL-08 looks at the lengths.
    const size = attempt.response?.size;
    const cut = this.#channel === 'storage' && trouble.kind === 'dropped' && size !== undefined;
    const alike = cut && parcel.sizes.every((earlier) => earlier === size);
    return this.#settle(parcel, attempt, alike ? undefined : { ...trouble, others });
  }

  #repeat(parcel: Parcel, attempt: Attempt, trouble: Trouble): void {
    parcel.earlier.push(this.#record(parcel, attempt, trouble).id);
    parcel.sizes.push(attempt.response?.size);
  }

  /** Records the last attempt of a request. */
  #settle(parcel: Parcel, attempt: Attempt, trouble?: Trouble): Exchange {
    return this.#record(parcel, attempt, trouble, parcel.earlier, parcel.key);
  }

  #record(
    { sent, occasion, asked }: Parcel,
    { response, sentAt, receivedAt }: Attempt,
    trouble: Trouble | undefined,
    earlier: readonly string[] = [],
    key?: string,
  ): Exchange {
    const exchange: Exchange = {
      id: this.#evidence.nextId(this.#channel),
      channel: this.#channel,
      request: withoutOctets(sent),
      ...(occasion !== undefined && { occasion }),
      asked,
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

/** A request on its way, with the attempts already made, and the octets that came of each. */
interface Parcel {
  readonly sent: SentRequest;
  readonly limits: Limits;
  readonly key?: string;
  readonly occasion: string | undefined;
  readonly asked: number;
  readonly earlier: string[];
  readonly sizes: (number | undefined)[];
}

/** True for what only somebody who is there can do: answer, and be it to say that it was asked too often. */
function isThere(trouble: Trouble | undefined): boolean {
  return trouble === undefined || trouble.kind === 'rate-limited';
}

function unsent(): Attempt {
  const now = Date.now();
  return { sentAt: now, receivedAt: now };
}
