/** Where a server takes and gives the octets. */
export interface Places {
  readonly upload: string;
  readonly download: string;
}

/**
 * Tells the process that forked this one where the server is, answers each message of it with the octets by which the largest
 * resident set exceeds the present one, and closes when it is done.
 */
export function announce(places: Places, close: () => Promise<void>): void {
  const base = process.memoryUsage.rss();
  process.on('message', () => process.send?.(process.resourceUsage().maxRSS * 1024 - base));
  process.once('disconnect', () => {
    void close().finally(() => process.exit());
  });
  process.send?.(places);
}
