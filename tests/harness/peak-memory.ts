import { readdirSync, readFileSync } from 'node:fs';

/** Watches the processes that this one started, and those that they started. */
export interface MemoryWatch {
  /** Ends the watch and gives the octets that the largest of them had in memory at once. */
  stop(): number;
}

/** Watches by `/proc`; without one the peak is 0. */
export function watchMemory(): MemoryWatch {
  let peak = 0;
  const look = (): void => {
    for (const status of descendants(process.pid)) {
      const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
      peak = Math.max(peak, Number(kibibytes ?? 0) * 1024);
    }
  };
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** The status of every process below one. */
function descendants(root: number): string[] {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), statusOf(name)]),
  );
  const isBelow = (pid: number): boolean => {
    const parent = Number(/^PPid:\s*(\d+)$/m.exec(all.get(pid) ?? '')?.[1] ?? 0);
    return parent === root || (parent > 1 && isBelow(parent));
  };
  return [...all].filter(([pid]) => isBelow(pid)).map(([, status]) => status);
}

/** Empty for a process that has ended meanwhile. */
function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
