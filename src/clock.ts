import { setTimeout as sleep } from 'node:timers/promises';

/** Lets time pass for the target. */
export interface Clock {
  /** Epoch milliseconds of the local clock, plus what was skipped. */
  now(): number;
  /** Resolves when `now` has reached a moment; at once when it has already. */
  reach(moment: number): Promise<void>;
  /** Undoes what was skipped. */
  reset(): Promise<void>;
}

/** The real clock: it waits. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    reach: async (moment) => {
      await sleep(Math.max(0, moment - Date.now()));
    },
    reset: () => Promise.resolve(),
  };
}

/** A clock that is moved instead: `move` shifts the clock of the reference server by milliseconds. */
export function movedClock(move: (milliseconds: number) => void | Promise<void>): Clock {
  let skipped = 0;
  const skip = async (milliseconds: number): Promise<void> => {
    skipped += milliseconds;
    await move(milliseconds);
  };
  return {
    now: () => Date.now() + skipped,
    reach: (moment) => skip(Math.max(0, moment - Date.now() - skipped)),
    reset: () => skip(-skipped),
  };
}

/** A clock that is moved through the control port of an embedded reference server, for these tenants. */
export function remoteClock(control: string, tenants: readonly string[]): Clock {
  return movedClock(async (milliseconds) => {
    await fetch(control, { method: 'POST', body: JSON.stringify({ tenants, milliseconds }) });
  });
}
