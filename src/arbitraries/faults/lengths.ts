import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `minLength`. */
export const tooShort: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const least = Number(schema.minLength);
  if (least < 1) return;
  const base = [...(values.find((value) => typeof value === 'string') ?? '')];
  const filled = [...base, ...Array.from({ length: least }, () => 'a')];
  yield near(filled.slice(0, least - 1).join(''), 'one character short');
  if (least > 1) yield near('', 'empty');
  // In UTF-16 units each of these characters counts two.
  yield alike('😀'.repeat(least - 1), 'one character short, long enough in UTF-16 units');
  yield alike('é'.repeat(least - 1), 'one character short, long enough in UTF-8 bytes');
  yield alike('e\u0301'.repeat(Math.floor((least - 1) / 2)), 'too short, with combining marks');
  yield alike(' '.repeat(least - 1), 'one blank short');
  yield far(filled.slice(0, 1).join(''), 'one character');
};

/** Breaks `maxLength`. */
export const tooLong: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const most = Number(schema.maxLength);
  const base = [...(values.find((value) => typeof value === 'string') ?? '')];
  const filled = [...base, ...Array.from({ length: most + 1 }, () => 'a')];
  const exact = filled.slice(0, most).join('');
  yield near(filled.slice(0, most + 1).join(''), 'one character too long');
  yield near(`${exact} `, 'longest, and a trailing blank');
  yield alike(` ${exact}`, 'longest, and a leading blank');
  yield alike(`${exact}\n`, 'longest, and a newline');
  yield alike(`${exact}\u200b`, 'longest, and a zero-width space');
  yield alike('é'.repeat(most + 1), 'one character too long, none of it ASCII');
  if (most < 1e5) {
    yield far('a'.repeat(most * 2 + 1), 'more than twice the length');
    yield far('a'.repeat(most * 10 + 10), 'ten times the length');
  }
};
