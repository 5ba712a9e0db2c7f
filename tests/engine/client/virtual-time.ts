import { setImmediate as settle } from 'node:timers/promises';
import type { Time } from '../../../src/client/pace.ts';

/** A time that begins at 1 ms and jumps from one wait to the next, so that hours pass in an instant. */
export interface VirtualTime extends Time {
  wait(milliseconds: number): Promise<void>;
  /** Begins all works at once and resolves when they have ended. */
  run(works: readonly (() => Promise<void>)[]): Promise<void>;
}

/** Makes a time of its own. */
export function virtualTime(): VirtualTime {
  let now = 1;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    wait: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ at: now + milliseconds, wake });
      }),
    async run(works) {
      const state = { ended: false };
      const all = Promise.all(works.map((work) => work())).finally(() => (state.ended = true));
      for (;;) {
        // What is awake goes on until it sleeps or ends; then time passes.
        await settle();
        if (state.ended) break;
        now = Math.max(now, Math.min(...sleepers.map(({ at }) => at)));
        const due = sleepers.filter(({ at }) => at <= now);
        sleepers = sleepers.filter(({ at }) => at > now);
        for (const { wake } of due) wake();
      }
      await all;
    },
  };
}
