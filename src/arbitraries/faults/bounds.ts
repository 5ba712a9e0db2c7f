import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `minimum` and `exclusiveMinimum`. */
export const belowLeast: Fault = (place) => beyond(place, -1, 'below');

/** Breaks `maximum` and `exclusiveMaximum`. */
export const aboveMost: Fault = (place) => beyond(place, 1, 'above');

function* beyond(place: Parameters<Fault>[0], sign: 1 | -1, side: string): Iterable<Candidate> {
  const { schema, keyword, values } = place;
  const bound = Number(schema[keyword]);
  if (keyword.startsWith('exclusive')) yield near(bound, `the ${keyword} itself`);
  const at = (distance: number) => rounded(bound + sign * distance);
  yield near(at(1), `one ${side} ${keyword}`);
  yield near(at(0.001), `0.001 ${side} ${keyword}`);
  yield near(at(2), `two ${side} ${keyword}`);
  yield near(at(0.5), `a half ${side} ${keyword}`);
  yield near(at(0.1), `0.1 ${side} ${keyword}`);
  yield near(at(0.4), `0.4 ${side} ${keyword}, which rounds to it`);
  yield near(at(0.01), `0.01 ${side} ${keyword}`);
  yield near(at(1e-6), `a millionth ${side} ${keyword}`);
  yield near(at(1e-9), `a billionth ${side} ${keyword}`);
  yield near(nextDouble(bound, sign), `the next double ${side} ${keyword}`);
  yield* wrapping(bound, sign, values.find((value) => typeof value === 'number') ?? bound);
  yield far(sign * 1e21, '1e21: beyond any calendar, and text shows it with an exponent');
  yield far(sign * 1e9, `a billion ${side} zero`);
  yield far(at(Math.max(1e6, Math.abs(bound) * 1e3)), `far ${side} ${keyword}`);
  yield far(sign * 1e308, 'almost the largest double');
  yield far(sign * Number.MAX_VALUE, 'the largest double');
}

/** Numbers that become valid ones when a reader wraps, rounds, negates or takes another unit. */
function* wrapping(bound: number, sign: 1 | -1, valid: number): Iterable<Candidate> {
  yield alike(-1, 'minus one');
  yield alike(sign * 2 ** 32 + valid, '2 to the 32 and a valid number, which may wrap to it');
  yield alike(0, 'zero');
  yield alike(-valid, 'a valid number negated');
  for (const times of [10, 2, 7]) yield alike(bound * times, `${times} times the bound`);
  yield alike(-bound, 'the bound negated');
  yield alike(bound * 60, 'the bound in a unit 60 times smaller');
  yield alike(bound * 1000, 'the bound in a unit 1000 times smaller');
  yield alike(bound / 60, 'the bound in a unit 60 times larger');
  for (const bits of [8, 16, 31, 53, 63, 64]) {
    yield alike(sign * 2 ** bits, `2 to the ${bits}`);
    yield alike(sign * 2 ** bits + valid, `2 to the ${bits} and a valid number, which may wrap to it`);
  }
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** The double next to a number in a direction. */
function nextDouble(value: number, sign: 1 | -1): number {
  if (value === 0) return sign * Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (Math.sign(value) === sign ? 1n : -1n));
  return view.getFloat64(0);
}
