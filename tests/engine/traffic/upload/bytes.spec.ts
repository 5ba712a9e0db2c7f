import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { essenceOf } from '../../../../src/judgement/media-type.ts';
import type { Content } from '../../../../src/traffic/upload/bytes.ts';
import { contents } from '../../../../src/traffic/upload/bytes.ts';
import type { Fault } from './faults.ts';
import { faults, inPieces } from './faults.ts';

const seeds = [0, 1, 1440, -7, 2 ** 31 - 1];
const MiB = 2 ** 20;

/** The contents that a fault changes. */
function shows(list: readonly Content[], fault: Fault): Content[] {
  return list.filter(({ bytes, contentType }) => {
    const stored = fault(Buffer.from(bytes), contentType);
    return !Buffer.from(bytes).equals(stored);
  });
}

const first = contents({ seed: 1440, most: 6 });

test('the first six contents show every fault', () => {
  for (const [name, fault] of faults) expect(shows(first, fault).length, name).toBeGreaterThan(0);
});

test('the first content alone shows every fault of those that look at no type, up to 64 KiB', () => {
  for (const name of [
    'decodes UTF-8',
    'reads Latin-1',
    'clears the highest bit',
    'cuts at NUL',
    'strips NUL at the end',
    'trims any file in front',
    'loses an incomplete base64 group',
    ...[1024, 16_384, 65_535, 65_536].flatMap((size) => [
      `cuts at ${size}`,
      `loses the first ${size}`,
      `exchanges pieces of ${size}`,
    ]),
  ]) {
    const fault = faults.find(([known]) => known === name)?.[1] ?? ((bytes) => bytes);
    expect(shows(first.slice(0, 1), fault).length, name).toBe(1);
  }
});

test('a server that changes nothing is shown nothing', () => {
  expect(shows(first, (bytes) => bytes)).toEqual([]);
});

/** Sizes and digests: what tells two lists apart without comparing megabytes. */
function digests(list: readonly Content[]): string[] {
  return list.map(
    ({ note, bytes, contentType }) =>
      `${note} ${contentType} ${createHash('sha256').update(bytes).digest('hex')}`,
  );
}

const long = contents({ seed: 3, most: 60 });

test('a list is as long as wanted, and a shorter one is its beginning', () => {
  expect(long).toHaveLength(60);
  for (const most of [0, 1, 6, 20, 35])
    expect(digests(contents({ seed: 3, most }))).toEqual(digests(long).slice(0, most));
});

test('the same seed gives the same contents, another one others', () => {
  expect(digests(contents({ seed: 3, most: 60 }))).toEqual(digests(long));
  const others = digests(contents({ seed: 4, most: 60 }));
  expect(others[0]).not.toBe(digests(long)[0]);
  expect(others.slice(40)).not.toEqual(digests(long).slice(40));
});

for (const seed of seeds)
  test(`seed ${seed}: at most one of the first twenty is over 1 MiB, none of the first five over 100 KiB`, () => {
    const sizes = contents({ seed, most: 20 }).map(({ bytes }) => bytes.length);
    expect(sizes.filter((size) => size > MiB)).toHaveLength(1);
    expect(Math.max(...sizes.slice(0, 5))).toBeLessThan(100 * 1024);
    expect(sizes).toEqual(expect.arrayContaining([0, 1, 2 ** 16, MiB]));
  });

test('the first content has every octet, and a size that is no multiple of 2, 3 or a chunk', () => {
  const { bytes = new Uint8Array() } = first[0] ?? {};
  expect(new Set(bytes).size).toBe(256);
  expect(bytes.length).toBe(70_001);
  expect(bytes.at(-1)).toBe(0);
});

test('every power of two up to 64 KiB cuts a character or a line end of the text in two', () => {
  const text = first.find(({ contentType }) => contentType.startsWith('text/plain; charset'));
  const bytes = Buffer.from(text?.bytes ?? []);
  expect(bytes.length).toBeGreaterThan(65_536);
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
  for (let size = 1024; size <= 65_536; size *= 2) {
    const between = bytes.subarray(size - 1, size + 1);
    expect((bytes[size] ?? 0) >> 6 === 2 || /^(\r\n|\n\t)$/.test(between.toString()), String(size)).toBe(
      true,
    );
  }
});

test('no block of 4 KiB comes twice in a large content', () => {
  for (const { bytes, note } of long.filter(
    ({ note, bytes }) => bytes.length > 2 ** 15 && !note.includes('NUL'),
  )) {
    const blocks = inPieces(Buffer.from(bytes), 4096).map((block) => block.toString('latin1'));
    expect(new Set(blocks).size, note).toBe(blocks.length);
  }
});

test('generated contents lie within 2 octets of every class of size, or are short', () => {
  const drawn = contents({ seed: 11, most: 80 }).filter(({ note }) => note.startsWith('generated'));
  const near = (size: number): number[] =>
    drawn.map(({ bytes }) => bytes.length - size).filter((offset) => Math.abs(offset) <= 2);
  for (const size of [2 ** 10, 2 ** 16, 2 ** 18, MiB, 5 * MiB])
    expect(near(size).length, String(size)).toBeGreaterThan(1);
  expect(new Set(near(2 ** 16)).size).toBeGreaterThan(1);
  const sizes = [2 ** 10, 2 ** 16, 2 ** 18, MiB, 5 * MiB];
  for (const { bytes } of drawn)
    expect(bytes.length < 340 || sizes.some((size) => Math.abs(bytes.length - size) <= 2)).toBe(true);
  expect(drawn.filter(({ bytes }) => bytes.length > 4 * MiB).length).toBeLessThan(drawn.length / 8);
});

test('every content type is one, and gzip files are', () => {
  for (const { contentType, bytes } of long) {
    expect(essenceOf(contentType)).toMatch(/./);
    if (contentType === 'application/gzip') expect(gunzipSync(bytes).length).toBeGreaterThan(0);
  }
});
