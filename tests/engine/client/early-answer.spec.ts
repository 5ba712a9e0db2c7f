import type { Payload } from '../../../src/client/exchange.ts';
import { payloadOf, streamed } from '../../../src/client/payload.ts';
import type { Transport } from '../../../src/client/transport.ts';
import { refusedAt, startRefusingServer } from './refusing-server.ts';
import { expect, test as base } from './test.ts';

const test = base.extend<object, { origin: string; large: Payload }>({
  large: [async ({}, use) => use(await streamed(20 * 2 ** 20, 1)), { scope: 'worker' }],
  origin: [
    async ({}, use) => {
      const server = await startRefusingServer();
      await use(server.origin);
      server.close();
    },
    { scope: 'worker' },
  ],
});

const limits = { silence: 5000, total: 10_000, read: 100_000, keep: 10_000 };
/** Whether a write fails before the answer is read is a matter of chance. */
const attempts = 9;
const inMemory = payloadOf(Buffer.alloc(20 * 2 ** 20, 'x'));

async function outcomes(transport: Transport, url: string, payload: Payload): Promise<string[]> {
  const found: string[] = [];
  for (let nth = 0; nth < attempts; nth += 1) {
    const framing =
      nth % 3 === 0
        ? (['Transfer-Encoding', 'chunked'] as const)
        : (['Content-Length', String(payload.size)] as const);
    const sent = { method: 'PUT', url, headers: [framing], payload: nth % 3 === 1 ? payload : inMemory };
    const { response, trouble } = await transport.attempt(sent, limits);
    const body = Buffer.from(response?.body ?? []).toString();
    found.push(
      response === undefined ? `${trouble?.kind}` : [response.status, body, response.incomplete].join(' '),
    );
  }
  return found;
}

const announcements: [name: string, fields: Record<string, string>][] = [
  ['announces to close', { Connection: 'close', 'Content-Length': '7' }],
  ['announces to close and no length', { Connection: 'close' }],
  ['does not announce to close', { 'Content-Length': '7' }],
];

for (const reads of [true, false])
  for (const [announcement, fields] of announcements)
    for (const then of ['closes', 'resets', 'ends its side', 'stays connected'] as const)
      if (then !== 'stays connected' || 'Content-Length' in fields)
        test(`reads a 403 that comes at once from a server that ${reads ? 'reads on' : 'reads no more'}, ${announcement} and ${then}`, async ({
          origin,
          transport,
          large,
        }) => {
          const url = refusedAt(origin, { reads, fields, then });
          expect(await outcomes(transport(), url, large)).toEqual(Array(attempts).fill('403 refused '));
        });

for (const then of ['closes', 'resets'] as const)
  test(`calls a server that ${then} in the middle of an upload without an answer dropped`, async ({
    origin,
    transport,
    large,
  }) => {
    const url = refusedAt(origin, { reads: true, then });
    expect(await outcomes(transport(), url, large)).toEqual(Array(attempts).fill('dropped'));
  });
