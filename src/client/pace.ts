import { setTimeout as sleep } from 'node:timers/promises';

const minute = 60_000;
/** Share of the nominal limit that is used, so that clocks and windows that differ from ours give no 429. */
const share = 0.9;
/** Milliseconds for which a run waits for a target that lets nothing through. */
export const patience = 2 * minute;
/** Milliseconds after which a request that waits for others to end looks again. */
const glance = 20;

/** How a request that had its turn ended. */
export interface Passage {
  /** Epoch milliseconds. */
  readonly endedAt: number;
  /** Milliseconds that a 429 asks for; absent when the request was let through. */
  readonly pause?: number | undefined;
}

/** The time that a pace lives in, in milliseconds. */
export interface Time {
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

const realTime: Time = { now: () => Date.now(), wait: (milliseconds) => sleep(milliseconds) };

/** Spaces requests: never more than a limit a minute, never more than a few at once, all paused while the target asks for it. */
export class Pace {
  readonly #most: number;
  readonly #window: number;
  readonly #atOnce: number;
  readonly #time: Time;
  /** When the requests of the last window ended, oldest first: the target counted each between its start and its end. */
  readonly #ends: number[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #underWay = 0;
  #resumeAt = 0;
  #limitedSince: number | undefined;

  /** `perMinute`: requests a minute, a fraction too, unlimited by default; `history`: what the run sent before. */
  constructor(options: {
    perMinute?: number | undefined;
    atOnce: number;
    history?: readonly Passage[];
    time?: Time;
  }) {
    const rate = (options.perMinute ?? Infinity) * share;
    this.#most = Math.max(1, Math.floor(rate));
    this.#window = Math.max(1, 1 / rate) * minute;
    this.#atOnce = options.atOnce;
    this.#time = options.time ?? realTime;
    const history = [...(options.history ?? [])].sort((one, other) => one.endedAt - other.endedAt);
    for (const passage of history) this.#remember(passage);
  }

  /** Runs one piece of work when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  /**
   * Resolves with true when the next request may be sent, which then counts until its `passed`; with false when the target
   * asks for a pause that is not worth waiting for.
   */
  async turn(): Promise<boolean> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
      if (this.hopeless()) return false;
      await this.#time.wait(wait);
    }
    this.#underWay += 1;
    return true;
  }

  /** Says how a request that had its turn ended; a 429 holds back everybody. */
  passed(passage: Passage): void {
    this.#underWay -= 1;
    this.#remember(passage);
  }

  /** Milliseconds for which everybody is still held back; 0 when nobody is. */
  pausedFor(): number {
    return Math.max(0, this.#resumeAt - this.#time.now());
  }

  /** True while the target holds everybody back and will have let nothing through for longer than our patience. */
  hopeless(): boolean {
    return this.pausedFor() > 0 && this.#resumeAt - (this.#limitedSince ?? this.#resumeAt) > patience;
  }

  #remember({ endedAt, pause }: Passage): void {
    this.#ends.push(endedAt);
    if (pause === undefined) {
      this.#limitedSince = undefined;
    } else {
      this.#limitedSince ??= endedAt;
      // The longer it lasts, the longer the pauses, whatever the target asks for.
      const least = (endedAt - this.#limitedSince) / 2;
      this.#resumeAt = Math.max(this.#resumeAt, endedAt + Math.max(pause, least));
    }
  }

  /** Milliseconds to wait at least before a request may be sent. */
  #wait(): number {
    const now = this.#time.now();
    if (this.#resumeAt > now) return this.#resumeAt - now;
    const recent = this.#ends.findIndex((end) => end > now - this.#window);
    this.#ends.splice(0, recent === -1 ? this.#ends.length : recent);
    const over = this.#underWay + this.#ends.length - this.#most;
    if (over < 0) return 0;
    const end = this.#ends[over];
    return end === undefined ? glance : end + this.#window - now;
  }
}
