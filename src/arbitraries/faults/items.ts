import type { Json } from '../../contract/json.ts';
import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `minItems`. */
export const tooFewItems: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const least = Number(schema.minItems);
  if (least < 1) return;
  for (const value of arraysIn(values)) {
    if (value.length >= least) yield near(value.slice(0, least - 1), 'one item too few');
    yield far([], 'an empty array');
  }
};

/** Breaks `maxItems`. */
export const tooManyItems: Fault = function* ({ schema, values }): Iterable<Candidate> {
  const most = Number(schema.maxItems);
  const items = arraysIn(values).flat();
  for (const value of arraysIn(values)) {
    yield near(extended(value, items, most + 1), 'one item too many');
    if (most < 1000) yield far(extended(value, items, most * 2 + 2), 'twice as many items');
  }
};

function extended(value: readonly Json[], items: readonly Json[], length: number): Json[] {
  const distinct = [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  const others = distinct.filter((item) => !value.includes(item));
  return Array.from(
    { length },
    (_, index) => value[index] ?? others[index - value.length] ?? value.at(-1) ?? null,
  );
}

/** Breaks `uniqueItems`. */
export const repeatedItem: Fault = function* ({ values }): Iterable<Candidate> {
  for (const value of arraysIn(values)) {
    const [first, ...rest] = value;
    if (first === undefined) continue;
    yield near([...value, first], 'the first item again at the end');
    yield near([first, first, ...rest], 'the first item twice');
    yield near([first, first, ...rest.slice(1)], 'the first item in place of the second');
    yield alike([...value, ...value], 'every item twice');
  }
};

/** Breaks `items: false` and `unevaluatedItems: false`. */
export const surplusItem: Fault = function* ({ values }): Iterable<Candidate> {
  for (const value of arraysIn(values)) {
    yield near([...value, null], 'one more item, null');
    yield near([...value, value.at(-1) ?? 'x'], 'one more item, the last again');
    for (const item of ['x', 0, {}, []])
      yield far([...value, item], `one more item, ${JSON.stringify(item)}`);
  }
};

function arraysIn(values: readonly Json[]): readonly Json[][] {
  return values.filter((value) => Array.isArray(value)).slice(0, 4);
}
