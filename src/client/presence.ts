/** Milliseconds for which a target that answered before in the run is waited for. */
const absence = 60_000;
/** Milliseconds of silence after which one request that stayed without an answer is enough to call the target down. */
const longSilence = 30_000;
/** Requests in a row that stay without an answer before the target is called down. */
const enough = 3;
/** Milliseconds between two attempts to reach a target that is down. */
const between = 10_000;

/** Whether the target is there, as the attempts of the run tell; all moments are epoch milliseconds. */
export class Presence {
  #wasThere = false;
  #silentSince: number | undefined;
  #triedAt = 0;
  #lost = 0;

  /** Notes what an attempt came to, and between which moments. */
  note(answered: boolean, sentAt: number, endedAt: number): void {
    this.#triedAt = endedAt;
    if (answered) {
      this.#wasThere = true;
      this.#silentSince = undefined;
      this.#lost = 0;
    } else {
      this.#silentSince ??= sentAt;
    }
  }

  /** Notes that a request is given up, and so was the control after it. */
  lose(): void {
    this.#lost += 1;
  }

  /** True while a target that answered before in the run may come back: a restart takes less than a minute. */
  mayReturn(now: number): boolean {
    return this.#wasThere && this.#silentSince !== undefined && now - this.#silentSince < absence;
  }

  /** True when the target never answered, or for over a minute has not, and was tried a moment ago. */
  isDown(now: number): boolean {
    const silence = this.#triedAt - (this.#silentSince ?? this.#triedAt);
    const gone = this.#lost >= enough || (this.#lost > 0 && silence >= longSilence);
    return gone && now - this.#triedAt < between;
  }
}
