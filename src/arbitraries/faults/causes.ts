import type { Json } from '../../contract/json.ts';
import type { Compilation } from '../compilation.ts';
import type { Located } from '../located.ts';
import type { Failure } from '../oracle.ts';
import { reach } from './reach.ts';

/** Keywords that report what the keywords inside them report already. */
const repeating = new Set(['if']);

/** The failures that make a value invalid, without those inside `anyOf`, `oneOf`, `not`, `contains` and `propertyNames` that only explain another. */
export function causes(
  failures: readonly Failure[],
  located: Located,
  value: Json,
  compilation: Compilation,
): readonly Failure[] {
  const told = failures.filter(({ keyword }) => !repeating.has(keyword));
  if (told.length < 2) return told;
  const places = new Set<string>();
  reach(located, value, compilation, (pointer, one) => places.add(`${pointer} ${one.pointer}`));
  const direct = told.filter((failure) => places.has(`${failure.pointer} ${holderOf(failure)}`));
  return direct.length > 0 ? direct : told;
}

/** Pointer of the schema that holds the keyword that failed. */
export function holderOf({ schemaPointer, keyword }: Failure): string {
  return keyword === 'false schema' ? schemaPointer : schemaPointer.slice(0, -1 - keyword.length);
}

const basic = [
  'false schema',
  'type',
  'const',
  'enum',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'format',
];

/** The failure to name when several keywords fail at one place: the one that says most about the value. */
export function mostBasic(failures: readonly Failure[]): Failure | undefined {
  const rank = ({ keyword }: Failure) => (basic.includes(keyword) ? basic.indexOf(keyword) : basic.length);
  return [...failures].sort((a, b) => rank(a) - rank(b))[0];
}
