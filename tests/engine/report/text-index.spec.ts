import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { TextIndex } from '../../../src/report/text-index.ts';

const signature = fc.string({ unit: fc.constantFrom(...'ab01'), minLength: 16, maxLength: 40 });

test('finds what a plain search finds', () => {
  const cases = fc.record({
    texts: fc.array(signature, { maxLength: 6 }),
    before: fc.string({ unit: fc.constantFrom(...'ab01'), maxLength: 30 }),
    after: fc.string({ maxLength: 30 }),
  });
  fc.assert(
    fc.property(cases, fc.nat(), ({ texts, before, after }, nth) => {
      const searched = before + (texts[nth % Math.max(1, texts.length)] ?? '') + after;
      const plainly = texts.filter((text) => searched.includes(text));
      expect(new TextIndex(texts).within(searched)).toEqual(new Set(plainly));
    }),
    { numRuns: 500 },
  );
});
