import { listen } from './listen.ts';
import type { Reference } from './reference.ts';

/** Opens a port of its own, apart from the server under test, where another process may move the clocks of tenants. */
export function startClockControl(reference: Reference): Promise<{ origin: string; close(): Promise<void> }> {
  return listen(async (request) => {
    const { tenants, milliseconds } = (await request.json()) as { tenants: string[]; milliseconds: number };
    await reference.moveClock(tenants, milliseconds);
    return new Response(null, { status: 204 });
  });
}
