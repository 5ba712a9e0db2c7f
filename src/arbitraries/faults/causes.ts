import type { Json } from '../../contract/json.ts';
import { tokensOf } from '../../contract/pointer.ts';
import type { Compilation } from '../compilation.ts';
import type { Located } from '../located.ts';
import type { Failure } from '../oracle.ts';
import { schemasAt } from './reach.ts';

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
  const direct = told.filter((failure) => appliesItself(failure, located, value, compilation));
  return direct.length > 0 ? direct : told;
}

function appliesItself(failure: Failure, located: Located, value: Json, compilation: Compilation): boolean {
  const schemas = schemasAt(located, value, tokensOf(failure.pointer), compilation);
  const holder = holderOf(failure);
  return schemas.some((one) => one.pointer === holder);
}

/** Pointer of the schema that holds the keyword that failed. */
function holderOf({ schemaPointer, keyword }: Failure): string {
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
