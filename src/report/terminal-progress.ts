import { brief } from './terminal-words.ts';

/** Milliseconds between two lines of progress where lines cannot be written over. */
const betweenLines = 30_000;
/** A check that has run for so many milliseconds is named. */
const long = 5000;

/** A check that is running. */
interface Running {
  readonly id: string;
  readonly title: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** How far a run has come. */
export class Progress {
  readonly #total: number;
  readonly #running = new Map<string, Running>();
  #done = 0;
  #requests = 0;
  #saidAt: number;

  /** `total` checks; `now` is in epoch milliseconds, here as everywhere. */
  constructor(total: number, now: number) {
    this.#total = total;
    this.#saidAt = now;
  }

  /** A check begins. */
  begins(check: Omit<Running, 'since'>, now: number): void {
    this.#running.set(check.id, { ...check, since: now });
  }

  /** A check has ended, for which so many requests were sent. */
  ends(id: string, requests: number): void {
    this.#running.delete(id);
    this.#done += 1;
    this.#requests += requests;
  }

  /** `62 of 136 checks, 410 requests; EXP-06 has taken 31 s: MUST …`: only a check that takes long is named. */
  line(now: number): string {
    const [check] = [...this.#running.values()].filter(({ since }) => now - since >= long);
    const taking =
      check === undefined
        ? ''
        : `; ${check.id} has taken ${Math.floor((now - check.since) / 1000)} s: ${check.title}`;
    return `${this.#done} of ${this.#total} checks, ${this.#requests} requests${taking}`;
  }

  /** The line when it is time for one again, else undefined. */
  due(now: number): string | undefined {
    if (now - this.#saidAt < betweenLines) return undefined;
    this.#saidAt = now;
    return this.line(now);
  }
}

/** Shows progress until the function that it returns is called: on a terminal in place every second, else a line every 30 s. */
export function showProgress(
  progress: Progress,
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
): () => void {
  let lines = 0;
  const timer = setInterval(() => {
    const now = Date.now();
    if (out.isTTY) {
      out.write(`\r${brief(progress.line(now), out.columns - 1)}\u001b[K`);
      return;
    }
    const line = progress.due(now);
    if (line === undefined) return;
    lines += 1;
    out.write(`${line}\n`);
  }, 1000);
  // A run that has nothing else to do ends.
  timer.unref();
  return () => {
    clearInterval(timer);
    if (out.isTTY) out.write('\r\u001b[K');
    else if (lines > 0) out.write('\n');
  };
}
