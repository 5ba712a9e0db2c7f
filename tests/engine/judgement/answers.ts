import type { Answered, HeaderList, ReceivedResponse } from '../../../src/client/exchange.ts';

/** A response with a body; only what a judgement looks at is real. */
export function response(
  body: string | Uint8Array,
  more: Partial<ReceivedResponse> & { headers?: HeaderList } = {},
): ReceivedResponse {
  const bytes = Buffer.from(body);
  return { status: 200, headers: [], size: bytes.length, sha256: '', body: bytes, ...more };
}

/** An exchange with that answer, under way from 0 to `receivedAt` milliseconds. */
export function answered(
  received: ReceivedResponse,
  { asked = {}, receivedAt = 0, id = 'api-0001' }: { asked?: unknown; receivedAt?: number; id?: string } = {},
): Answered {
  const body = Buffer.from(JSON.stringify(asked));
  return {
    id,
    channel: 'api',
    request: { method: 'POST', url: 'http://127.0.0.1/v1/files/url', headers: [], body },
    response: received,
    sentAt: receivedAt,
    receivedAt,
    earlier: [],
  };
}
