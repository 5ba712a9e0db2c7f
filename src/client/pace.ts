import { setTimeout as sleep } from 'node:timers/promises';

const minute = 60_000;
/** Share of the nominal limit that is used, so that clocks and windows that differ from ours give no 429. */
const share = 0.9;

/** Spaces requests: never more than a limit a minute, never more than a few at once, all paused while the target asks for it. */
export class Pace {
  readonly #perMinute: number;
  readonly #atOnce: number;
  readonly #starts: number[];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #resumeAt = 0;

  /** `perMinute`: requests a minute, unlimited by default; `history`: epoch ms of the requests already sent, oldest first. */
  constructor(options: { perMinute?: number | undefined; atOnce: number; history?: readonly number[] }) {
    this.#perMinute =
      options.perMinute === undefined ? Infinity : Math.max(1, Math.floor(options.perMinute * share));
    this.#atOnce = options.atOnce;
    this.#starts = [...(options.history ?? [])];
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

  /** Resolves when the next request may be sent, and counts it. */
  async turn(): Promise<void> {
    for (;;) {
      const now = Date.now();
      const full =
        this.#starts.length >= this.#perMinute ? (this.#starts.at(-this.#perMinute) ?? 0) + minute : 0;
      const wait = Math.max(this.#resumeAt, full) - now;
      if (wait <= 0) break;
      await sleep(wait);
    }
    this.#starts.push(Date.now());
  }

  /** Milliseconds for which everybody is still held back; 0 when nobody is. */
  pausedFor(): number {
    return Math.max(0, this.#resumeAt - Date.now());
  }

  /** Holds back everybody for a time in milliseconds. */
  pause(milliseconds: number): void {
    this.#resumeAt = Math.max(this.#resumeAt, Date.now() + milliseconds);
  }
}
