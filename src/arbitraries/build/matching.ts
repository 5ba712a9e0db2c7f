import fc from 'fast-check';
import { relaxed } from './relaxed.ts';

const known = new Map<string, fc.Arbitrary<string> | undefined>();

/** Strings that match a pattern (ECMAScript, flag u, found anywhere in the string); undefined where none can be built. */
export function matching(pattern: string): fc.Arbitrary<string> | undefined {
  if (!known.has(pattern)) known.set(pattern, build(pattern));
  return known.get(pattern);
}

function build(pattern: string): fc.Arbitrary<string> | undefined {
  const plain = spelledOut(pattern);
  for (const text of [plain, relaxed(plain)]) {
    try {
      const arbitrary = fc.stringMatching(new RegExp(text, 'u'), { size: 'small' });
      fc.sample(arbitrary, { numRuns: 1, seed: 0 });
      return arbitrary;
    } catch {
      // Look-around, \b and back-references are not built but left out of the pattern, and the outcome is filtered.
    }
  }
  return undefined;
}

/** Control escapes by their code, since fast-check takes `\\cC` for two letters. */
function spelledOut(pattern: string): string {
  return pattern.replace(/\\c([A-Za-z])/g, (_, letter: string) => {
    return `\\x${(letter.charCodeAt(0) % 32).toString(16).padStart(2, '0')}`;
  });
}

/** Up to five strings that match a pattern, always the same ones. */
export function sampleMatching(pattern: string): readonly string[] {
  const arbitrary = matching(pattern);
  if (arbitrary === undefined) return [];
  const expression = new RegExp(pattern, 'u');
  const drawn = fc.sample(arbitrary, { numRuns: 40, seed: 0 }).filter((text) => expression.test(text));
  return drawn.sort((a, b) => a.length - b.length).slice(0, 5);
}
