import { rename, writeFile } from 'node:fs/promises';

/** The clock of a store whose process reads its offset from a file. */
export interface S3Clock {
  /** Milliseconds since the epoch by that clock. */
  readonly now: () => number;
  /** Adds milliseconds to the offset; resolves when the file has it. */
  readonly move: (milliseconds: number) => Promise<void>;
  /** Does something while the clock is as far ahead as it ever was, and moves it back. */
  readonly atFurthest: <T>(task: () => Promise<T>) => Promise<T>;
}

/** Sets the clock to that of the machine, and moves it from there. */
export async function s3Clock(file: string): Promise<S3Clock> {
  let [offset, furthest] = [0, 0];
  const write = async (): Promise<void> => {
    const seconds = (offset / 1000).toFixed(3);
    // Renamed, because the store may read at any moment.
    await writeFile(`${file}.new`, `${offset < 0 ? '' : '+'}${seconds}\n`);
    await rename(`${file}.new`, file);
  };
  const move = (milliseconds: number): Promise<void> => {
    offset += milliseconds;
    furthest = Math.max(furthest, offset);
    return write();
  };
  await write();
  return {
    now: () => Date.now() + offset,
    move,
    async atFurthest(task) {
      const ahead = furthest - offset;
      await move(ahead);
      try {
        return await task();
      } finally {
        await move(-ahead);
      }
    },
  };
}
