import { setTimeout as pause } from 'node:timers/promises';
import type { Choices } from '../choices.ts';
import type { Clock } from '../clock.ts';
import type { Handler } from '../handler.ts';

type FinishChoices = Pick<Choices, 'contentLength' | 'connection' | 'latency'>;

/** Waits for the latency and sets `Date`, as the tenant's clock has it, and what concerns the connection. */
export function finished(next: Handler, choices: FinishChoices, clock: Clock): Handler {
  return async (request) => {
    if (choices.latency > 0) await pause(choices.latency);
    const response = await next(request);
    const now = clock.now(request.headers.get('tenant-id') ?? undefined);
    response.headers.set('date', new Date(now).toUTCString());
    if (choices.connection === 'close') response.headers.set('connection', 'close');
    if (!keepsLength(response.ok, choices.contentLength)) response.headers.delete('content-length');
    return response;
  };
}

function keepsLength(ok: boolean, choice: Choices['contentLength']): boolean {
  return choice === 'always' || (choice === 'success-only' && ok);
}
