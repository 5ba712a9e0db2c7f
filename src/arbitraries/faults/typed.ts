import { textOf } from '../../contract/json.ts';
import type { Json } from '../../contract/json.ts';
import { kindOf, kinds } from '../canonical/kinds.ts';
import type { Kind } from '../canonical/kinds.ts';
import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Breaks `type`: each other kind, those first that a lax reader converts. */
export const otherType: Fault = function* ({ values }): Iterable<Candidate> {
  const seen = new Set<Kind>();
  yield near(null, 'null');
  for (const value of values) {
    if (seen.has(kindOf(value))) continue;
    seen.add(kindOf(value));
    yield* instead[kindOf(value)](value);
    yield* wrapped(
      value,
      values.find((other) => other !== value && kindOf(other) === kindOf(value)) ?? value,
    );
  }
  for (const kind of kinds) yield* plain[kind]();
};

const instead: Readonly<Record<Kind, (value: Json) => Iterable<Candidate>>> = {
  null: () => [
    near('null', 'the word null'),
    near('', 'an empty string'),
    near(0, 'zero'),
    near(false, 'false'),
  ],
  boolean: (value) => [
    near(JSON.stringify(value), 'a boolean as a string'),
    near(Number(value), 'a boolean as 0 or 1'),
    alike(value === true ? 'yes' : 'no', 'yes or no'),
    alike(String(Number(value)), '0 or 1 as a string'),
    alike(value === true ? 'True' : 'False', 'a capitalised boolean as a string'),
  ],
  number: (value) => insteadOfNumber(Number(value)),
  string: (value) => insteadOfString(textOf(value)),
  array: (value) => [
    near((value as Json[])[0] ?? {}, 'the first item alone'),
    near({ ...(value as Json[]) }, 'an object with the indices as names'),
    alike(JSON.stringify(value), 'JSON text of a valid array'),
    alike(
      (value as Json[]).map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(','),
      'the items joined by commas',
    ),
  ],
  object: (value) => [
    near([], 'an empty array'),
    near([value], 'an array of a valid object'),
    alike(JSON.stringify(value), 'JSON text of a valid object'),
    ...Object.values(value as object)
      .filter((member) => typeof member === 'string')
      .slice(0, 1)
      .map((member) => alike(member, 'the text of one member')),
    alike(Object.entries(value as object) as Json[], 'an array of name and value pairs'),
    alike(Object.values(value as object) as Json[], 'an array of the values'),
  ],
};

function* insteadOfNumber(value: number): Iterable<Candidate> {
  yield near(String(value), 'a numeric string');
  yield near('', 'an empty string');
  yield near(true, 'true');
  yield near(value + 0.5, 'a fraction');
  yield near(value + 0.1, 'a tenth more');
  yield near(value + 1e-9, 'a billionth more');
  yield alike(`${value}m`, 'a number with a unit');
  yield alike(` ${value}.0 `, 'a numeric string with a fraction between blanks');
  if (Number.isInteger(value) && value >= 0) yield alike(`0x${value.toString(16)}`, 'a hexadecimal string');
  yield alike(`${value}.0`, 'a numeric string with a fraction');
  yield alike(` ${value}`, 'a numeric string after a blank');
  yield alike(`+${value}`, 'a numeric string with a plus sign');
  yield alike(`0${value}`, 'a numeric string with a leading zero');
  yield alike(value.toExponential().replace('+', ''), 'a numeric string with an exponent');
  yield alike(`${value},0`, 'a numeric string with a decimal comma');
  yield alike(`${value}n`, 'a numeric string with the suffix of a big integer');
  yield alike('NaN', 'the word NaN');
  yield alike('Infinity', 'the word Infinity');
  yield alike('one', 'a number in words');
}

function* insteadOfString(value: string): Iterable<Candidate> {
  yield near([value], 'an array of one valid string');
  yield near(0, 'zero');
  yield near(1, 'one');
  yield near(true, 'true');
  if (value !== '' && Number.isFinite(Number(value)))
    yield near(Number(value), 'a numeric string as a number');
  yield alike({ $ne: null, $gt: '', $regex: '.*' }, 'an object of operators of a query language');
  yield alike({ id: value, value, 0: value, toString: value }, 'an object that holds a valid string');
  yield alike({ $ne: null }, 'an object with $ne');
  yield alike({ length: [...value].length }, 'an object with length');
  yield alike({ ...[...value] }, 'an object of characters');
  yield alike([...value], 'an array of characters');
}

function* wrapped(value: Json, other: Json): Iterable<Candidate> {
  yield near([value], 'an array of one valid value');
  yield near([value, other], 'an array of two valid values');
  yield alike({ value }, 'a valid value wrapped in an object');
  yield alike({ 0: value }, 'a valid value under the index 0');
  yield alike([[value]], 'a valid value in two arrays');
}

const plain: Readonly<Record<Kind, () => Iterable<Candidate>>> = {
  null: () => [],
  boolean: () => [near(false, 'false'), near(true, 'true')],
  number: () => [
    near(0, 'zero'),
    near(1, 'one'),
    far(-1, 'minus one'),
    far(0.5, 'a half'),
    far(1e9, 'a billion'),
  ],
  string: () => [
    near('', 'an empty string'),
    alike('null', 'the word null'),
    far('x', 'a letter'),
    far(' ', 'a blank'),
  ],
  array: () => [near([], 'an empty array'), far([null], 'an array of null')],
  object: () => [near({}, 'an empty object'), far({ x: null }, 'an object')],
};
