import type { HeaderList } from '../../../src/client/exchange.ts';
import { test } from '../../../src/fixtures.ts';
import { changeSince, deliveryIn, sizeOf } from '../../../src/judgement/retrieval.ts';
import { summary } from '../../../src/judgement/status.ts';
import { storageFault } from '../../../src/reference/defects/fault.ts';
import { requirement } from '../../../src/requirement.ts';
import { takesPages } from '../../../src/traffic/browser.ts';
import { deliveries, firstOctet } from '../../../src/traffic/deliveries.ts';

const refusal = (status: number): Response =>
  new Response('refused', { status, headers: { date: new Date().toUTCString() } });

/** Remembers, for each reference server, how often each URL was read. */
function countingReads(): (call: { reference: object; url: URL }) => number {
  const counts = new WeakMap<object, Map<string, number>>();
  return ({ reference, url }) => {
    const reads = counts.get(reference) ?? new Map<string, number>();
    counts.set(reference, reads);
    reads.set(url.href, (reads.get(url.href) ?? 0) + 1);
    return reads.get(url.href) ?? 0;
  };
}

const withoutKey = requirement({
  id: 'URL-02',
  level: 'MUST',
  clause: ['P: Example: Download File'],
  quote: 'const response = await fetch(url);',
  effect: 'none',
  defects: [
    storageFault('wants the key at the storage', (call, next) =>
      call.request.headers.has('authorization') ? next() : Promise.resolve(refusal(401)),
    ),
    storageFault('wants the tenant at the storage for downloads', (call, next) =>
      call.url.searchParams.get('disposition') === 'attachment' && !call.request.headers.has('tenant-id')
        ? Promise.resolve(refusal(403))
        : next(),
    ),
  ],
});

test(
  'MUST hand out URLs that work without Authorization and Tenant-ID',
  withoutKey,
  async ({ session, judge }) => {
    for (const { retrieval, because } of await deliveries(session)) {
      judge.each(
        retrieval.last,
        ({ response }) =>
          [401, 403, 407].includes(response.status)
            ? { received: `${response.status} to a bare GET`, expected: '200: the URL alone gives access' }
            : undefined,
        because,
      );
    }
  },
);

const again = requirement({
  id: 'URL-09',
  level: 'MUST',
  clause: ['#/paths/~1v1~1files~1url/post/description'],
  quote: 'URLs expire after the specified time',
  effect: 'none',
  defects: [
    (() => {
      const reads = countingReads();
      return storageFault('lets a URL be used once', (call, next) =>
        reads(call) > 1 ? Promise.resolve(refusal(403)) : next(),
      );
    })(),
    (() => {
      const reads = countingReads();
      return storageFault('lets a URL be used three times', (call, next) =>
        reads(call) > 3 ? Promise.resolve(refusal(410)) : next(),
      );
    })(),
    (() => {
      const parts = new WeakMap<object, Uint8Array<ArrayBuffer>>();
      return storageFault('keeps the part that was read for the whole file', async (call, next) => {
        const response = await next();
        const part = parts.get(call.reference);
        if (response.status === 206)
          parts.set(call.reference, new Uint8Array(await response.clone().arrayBuffer()));
        return response.status === 200 && call.request.method === 'GET' && part !== undefined
          ? new Response(part, { headers: { 'content-type': 'application/pdf' } })
          : response;
      });
    })(),
    storageFault('refuses readers on pages of others', (call, next) =>
      call.request.headers.has('origin') ? Promise.resolve(refusal(403)) : next(),
    ),
    storageFault('takes every version for the current one', (call, next) =>
      call.request.headers.has('if-none-match')
        ? Promise.resolve(new Response(null, { status: 304, headers: { date: new Date().toUTCString() } }))
        : next(),
    ),
    (() => {
      const clients = new WeakMap<object, string>();
      return storageFault('binds a URL to the first client', (call, next) => {
        const client = call.request.headers.get('user-agent') ?? '';
        const first = clients.get(call.reference) ?? client;
        clients.set(call.reference, first);
        return client === first ? next() : Promise.resolve(refusal(403));
      });
    })(),
  ],
});

/** A client that is told apart from the usual one by every field it sends, those of a browser with a cache among them. */
const otherClient: HeaderList = [
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64)'],
  ['Accept', takesPages.Accept],
  ['Accept-Language', 'de'],
  ['Origin', 'https://app.example.com'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  // It holds another, older version.
  ['If-None-Match', '"conformance"'],
  ['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
];

test(
  'MUST let a URL be read again until it expires: in turn, in parallel, by another client',
  again,
  async ({ session, judge }) => {
    const all = await deliveries(session);
    for (const [index, { answer, retrieval, because }] of all.slice(1, 3).entries()) {
      const own = deliveryIn(retrieval.last);
      if (own === undefined)
        return session.giveUp('the URL does not deliver the file even once (the control)');
      // What came of a part must not be what a cache has of the file; one of the two is the second read.
      const readPart = (): Promise<unknown> => session.retrieve(answer, { headers: firstOctet });
      if (index > 0) await readPart();
      const second = await session.retrieve(answer, { occasion: 'second' });
      if (index === 0) await readPart();
      const parallel = await Promise.all(
        ['third', 'fourth', 'fifth'].map((occasion) => session.retrieve(answer, { occasion })),
      );
      const foreign = await session.retrieve(answer, { headers: otherClient });
      const reads = [
        { last: second.last, how: index > 0 ? 'again, after the first octet alone' : 'again' },
        ...parallel.map(({ last }) => ({ last, how: 'three times at once' })),
        { last: foreign.last, how: 'by a browser that holds an older version' },
      ];
      for (const { last, how } of reads) {
        judge.each(
          last,
          (answer) => {
            const got = deliveryIn(answer);
            const received = got === undefined ? summary(answer) : changeSince(own, got);
            const expected = `the ${sizeOf(own)} octets that came the first time`;
            return received === undefined ? undefined : { received, expected };
          },
          `${because}, read ${how}`,
        );
      }
    }
  },
);
