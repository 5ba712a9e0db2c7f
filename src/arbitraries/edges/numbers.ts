import { commonMultiple, times } from '../canonical/multiples.ts';
import { allowsNumber } from '../canonical/numbers.ts';
import type { NumberFacets } from '../canonical/numbers.ts';

/** The numbers on and next to the bounds, and zero; only those that are allowed, most telling first. */
export function numberEdges(facets: NumberFacets): readonly number[] {
  const { least, most } = facets;
  const integers = facets.integer || facets.multiples.length > 0;
  const near = integers ? [0, 1, 2] : [0, 1, 0.5, 0.1, 0.001, 1e-9];
  const step = facets.multiples.length > 0 ? commonMultiple(facets.multiples) : 1;
  const from = (bound: number, sign: number) =>
    near.map((distance) => times(1, bound + sign * distance * step));
  const low = from(facets.multiples.length > 0 ? Math.ceil(least / step) * step : least, 1);
  const high = from(facets.multiples.length > 0 ? Math.floor(most / step) * step : most, -1);
  const whole = [Math.ceil(least), Math.floor(most)];
  const around = low.flatMap((value, index) => [value, high[index] ?? value]);
  return allowed([...around, ...whole, 0, step, -step, ...unbounded(facets)], facets);
}

/** Round numbers in the range: powers of two and of ten, multiples of 60, with their neighbours left out. */
export function roundNumbers(facets: NumberFacets): readonly number[] {
  const { least, most } = facets;
  const powers = [...series(2, 53), ...series(10, 15)].sort((a, b) => a - b);
  const minutes = Array.from({ length: 1440 }, (_, index) => (index + 1) * 60).filter(
    (value) => value <= most,
  );
  const signed = least < 0 ? powers.map((value) => -value) : [];
  return allowed([...powers, ...signed, ...(most - least <= 1e5 ? minutes : [])], facets);
}

function series(base: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, exponent) => base ** exponent);
}

function unbounded({ least, most, integer }: NumberFacets): readonly number[] {
  const high = most === Infinity ? [2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER] : [];
  const low = least === -Infinity ? [-1, -(2 ** 31), Number.MIN_SAFE_INTEGER] : [];
  return [...high, ...low, ...(integer ? [] : [0.5, -0.5, 1e-7])];
}

function allowed(values: readonly number[], facets: NumberFacets): readonly number[] {
  const plain = values.filter(Number.isFinite).map((value) => (value === 0 ? 0 : value));
  return [...new Set(plain)].filter((value) => allowsNumber(facets, value));
}
