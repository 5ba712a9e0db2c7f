import fc from 'fast-check';
import type { Content } from './bytes.ts';
import { filler } from './filler.ts';

/** The middle of each class of size, in octets; 0 stands for a short one, which fast-check draws whole. */
const sizes = [0, 2 ** 10, 2 ** 16, 0, 2 ** 18, 0, 2 ** 10, 2 ** 16, 0, 2 ** 20, 0, 5 * 2 ** 20];

/** Octets that some server strips, adds or translates at either end of a file. */
const ends = fc.array(
  fc
    .constantFrom('\0', ' ', '\t', '\n', '\r', '\r\n', '\u001a', '\ufeff', '"', '=', '--', 'é')
    .map((text) => Buffer.from(text)),
  { maxLength: 4 },
);

const drawing = fc.record({
  short: fc.uint8Array({ maxLength: 300 }),
  offset: fc.integer({ min: -2, max: 2 }),
  fillerSeed: fc.nat(),
  front: ends,
  behind: ends,
  contentType: fc.constantFrom(
    'application/octet-stream',
    'text/plain',
    'text/plain; charset=utf-8',
    'application/json',
    'application/xml',
    'application/pdf',
    'image/jpeg',
  ),
});

/** Drawn contents, the same for the same seed: short ones, and ones within 2 octets of a size at which servers cut. */
export function drawnContents(seed: number, count: number): Content[] {
  if (count <= 0) return [];
  return fc
    .sample(drawing, { seed, numRuns: count })
    .map(({ short, offset, fillerSeed, front, behind, contentType }, index) => {
      const size = sizes[index % sizes.length] ?? 0;
      const [first, last] = [Buffer.concat(front), Buffer.concat(behind)];
      const middle = size === 0 ? short : filler(fillerSeed, size + offset - first.length - last.length);
      const bytes = Buffer.concat([first, middle, last]);
      return { note: `generated, ${bytes.length} octets`, bytes, contentType };
    });
}
