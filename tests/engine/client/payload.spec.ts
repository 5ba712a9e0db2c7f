import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import type { Payload } from '../../../src/client/exchange.ts';
import { brokenOff, payloadOf, streamed, withoutOctets } from '../../../src/client/payload.ts';
import { expect, test } from './test.ts';

async function whole({ chunks }: Payload): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks()) parts.push(chunk);
  return Buffer.concat(parts);
}

async function isMeasured(payload: Payload): Promise<void> {
  const octets = await whole(payload);
  expect(payload.size).toBe(octets.length);
  expect(payload.sha256).toBe(createHash('sha256').update(octets).digest('hex'));
  expect((await whole(payload)).equals(octets)).toBe(true);
}

/** Sizes around those of chunks. */
const sizes = fc.oneof(
  fc.nat(3000),
  fc.tuple(fc.nat(4), fc.integer({ min: -2, max: 2 })).map(([n, more]) => Math.max(0, n * 2 ** 18 + more)),
);
const seeds = fc.integer();

test('octets in memory go as they are, as often as wanted', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), sizes, async (some, size) => {
      const bytes = Buffer.alloc(size, some);
      const payload = payloadOf(bytes);
      expect((await whole(payload)).equals(bytes)).toBe(true);
      await isMeasured(payload);
    }),
    { numRuns: 30 },
  ));

test('streamed octets have the size and the hash that are known beforehand, as often as wanted', () =>
  fc.assert(
    fc.asyncProperty(sizes, seeds, async (size, seed) => {
      const payload = await streamed(size, seed);
      expect(payload.size).toBe(size);
      await isMeasured(payload);
    }),
    { numRuns: 30 },
  ));

test('streamed octets depend on the seed alone', () =>
  fc.assert(
    fc.asyncProperty(fc.uniqueArray(seeds, { minLength: 2, maxLength: 2 }), async ([one = 0, other = 0]) => {
      const [first, again, different] = await Promise.all(
        [one, one, other].map((seed) => streamed(64, seed)),
      );
      expect(again?.sha256).toBe(first?.sha256);
      expect(different?.sha256).not.toBe(first?.sha256);
    }),
  ));

test('streamed octets cannot be compressed', async () => {
  const octets = await whole(await streamed(2 ** 20, 5));
  expect(deflateRawSync(octets).length).toBeGreaterThanOrEqual(octets.length);
});

test('of streamed octets no two blocks of 4 KiB are equal', async () => {
  const payload = await streamed(18_000_001, 5);
  await isMeasured(payload);
  const octets = await whole(payload);
  const blocks = Array.from({ length: Math.floor(octets.length / 4096) }, (_, index) =>
    octets.toString('latin1', index * 4096, (index + 1) * 4096),
  );
  expect(new Set(blocks).size).toBe(blocks.length);
});

test('a recorded request keeps the measures of its payload and cannot give its octets', () => {
  const payload = payloadOf(Buffer.from('content'));
  const kept = withoutOctets({ method: 'PUT', url: 'http://127.0.0.1/', headers: [], payload }).payload;
  expect(kept).toMatchObject({ size: payload.size, sha256: payload.sha256 });
  expect(() => kept?.chunks()).toThrow('not kept');
});

test('a payload that breaks off announces all of its octets and yields the first half of them', () =>
  fc.assert(
    fc.asyncProperty(
      sizes.filter((size) => size > 1),
      async (size) => {
        const all = payloadOf(new Uint8Array(size).fill(7));
        const broken = brokenOff(all);
        expect(broken.size).toBe(size);
        let came = 0;
        const reading = (async () => {
          for await (const part of broken.chunks()) came += part.length;
        })();
        await expect(reading).rejects.toThrow('broken off by the client');
        expect(came).toBe(Math.floor(size / 2));
      },
    ),
    { numRuns: 10 },
  ));
