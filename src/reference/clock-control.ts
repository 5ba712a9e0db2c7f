import { listen } from './listen.ts';
import type { Reference } from './reference.ts';

/** Opens a port of its own, apart from the server under test, where another process may move the clock of one tenant. */
export function startClockControl(reference: Reference): Promise<{ origin: string; close(): Promise<void> }> {
  return listen(async (request) => {
    const { tenant, milliseconds } = (await request.json()) as { tenant: string; milliseconds: number };
    await reference.moveClock(tenant, milliseconds);
    return new Response(null, { status: 204 });
  });
}
