import type { Json } from '../../contract/json.ts';
import { alike, far, near } from './candidate.ts';
import type { Candidate, Fault } from './candidate.ts';

/** Members that are varied one by one; of a longer list only the first ones are. */
const most = 6;

/** Breaks `enum` and `const`. */
export const notListed: Fault = function* ({ schema, keyword }): Iterable<Candidate> {
  const list = keyword === 'const' ? [schema.const ?? null] : Array.isArray(schema.enum) ? schema.enum : [];
  const strings = list.filter((value) => typeof value === 'string');
  const varied = strings.slice(0, most).map((text) => [...stringVariants(text)]);
  const longest = Math.max(0, ...varied.map((variants) => variants.length));
  for (let index = 0; index < longest; index++) {
    if (index === 2) yield* unlike;
    for (const variants of varied) if (variants[index] !== undefined) yield variants[index] as Candidate;
  }
  yield* joined(strings);
  for (const value of list.slice(0, most)) yield* otherVariants(value);
  yield alike(0, 'the index of the first member');
  yield alike(list.length, 'the number of members');
  yield far('x', 'another word');
  yield far('unknown', 'the word unknown');
};

/** Words that are like no member. */
const unlike: readonly Candidate[] = [
  near('constructor', 'a name that every object has'),
  near('Ω📄'.repeat(100), '300 characters outside ASCII'),
];

function* stringVariants(text: string): Iterable<Candidate> {
  const [first = '', ...rest] = [...text];
  yield near(text.toUpperCase(), 'upper case');
  yield near(first.toUpperCase() + rest.join(''), 'first letter in upper case');
  yield near(`${text} `, 'a trailing blank');
  yield near(text.toLowerCase(), 'lower case');
  yield near(text.endsWith('s') ? text.slice(0, -1) : `${text}s`, 'singular or plural');
  yield near('', 'empty');
  yield near(first, 'first letter only');
  yield near(text.slice(0, -1), 'last letter missing');
  yield near(rest.join(''), 'first letter missing');
  yield near(` ${text}`, 'a leading blank');
  yield near(text.slice(0, -1) + text.slice(-1).toUpperCase(), 'last letter in upper case');
  yield near(`${text.slice(0, -1)}${neighbour(text.slice(-1))}`, 'another last letter');
  yield near(text + text.slice(-1), 'last letter doubled');
  yield alike(`${text}\0`, 'a trailing NUL');
  yield alike(`${text}\n`, 'a trailing newline');
  yield alike(`\t${text}`, 'a leading tab');
  yield alike(text + text, 'doubled');
  yield alike(`"${text}"`, 'in quotes');
  yield alike(`'${text}'`, 'in single quotes');
  yield alike(`${text}\u200b`, 'a zero-width space at the end');
  yield alike(fullWidth(first) + rest.join(''), 'a full-width first letter');
  yield alike(lookAlike(text), 'a Cyrillic look-alike letter');
  yield alike(`${text}/`, 'a trailing slash');
  yield alike(`${text};`, 'a trailing semicolon');
  yield alike(`${text}x`, 'one more letter');
  yield alike([...text].reverse().join(''), 'backwards');
}

function* joined(strings: readonly string[]): Iterable<Candidate> {
  const [a, b] = strings;
  if (a === undefined || b === undefined) return;
  yield alike(`${a},${b}`, 'two members joined by a comma');
  yield alike(`${a}|${b}`, 'two members joined by a bar');
  yield alike(`${a} ${b}`, 'two members joined by a blank');
}

function* otherVariants(value: Json): Iterable<Candidate> {
  if (typeof value === 'number') {
    yield near(value + 1, 'one more');
    yield near(value - 1, 'one less');
    yield near(value + 0.5, 'a half more');
    yield alike(-value, 'negated');
  }
  if (typeof value === 'string') yield alike([value], 'an array of the member');
  if (typeof value === 'boolean') yield near(!value, 'the other boolean');
  if (typeof value === 'string' && /^\d+$/.test(value))
    yield near(String(Number(value) + 1), 'the next number');
  if (Array.isArray(value)) yield near([...value, null], 'one more item');
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    yield near({ ...value, x: null }, 'one more member');
}

function neighbour(letter: string): string {
  const code = letter.codePointAt(0) ?? 97;
  return /[zZ9]/.test(letter) ? String.fromCodePoint(code - 1) : String.fromCodePoint(code + 1);
}

function fullWidth(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : letter;
}

const lookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
};

function lookAlike(text: string): string {
  const at = [...text].findIndex((letter) => lookAlikes[letter] !== undefined);
  return at < 0
    ? text
    : [...text].map((letter, index) => (index === at ? lookAlikes[letter] : letter)).join('');
}
