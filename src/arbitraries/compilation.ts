import type { JsonObject } from '../contract/json.ts';
import type { Alternative } from './canonical/alternative.ts';
import { flattenerOf } from './canonical/flatten.ts';
import type { Flattener } from './canonical/flatten.ts';
import { ROOT_URI } from './located.ts';
import type { Located } from './located.ts';
import { oracleOf } from './oracle.ts';
import type { Oracle } from './oracle.ts';
import { resolverOf } from './references.ts';
import type { Resolve } from './references.ts';

/** Several schemas that one value must satisfy at once. */
export interface Conjunction {
  readonly schemas: readonly Located[];
  readonly alternatives: readonly Alternative[];
  /** The same with every `oneOf` exclusive by construction. */
  readonly strict: readonly Alternative[];
  /** JSON pointer of its first schema, for messages. */
  readonly pointer: string;
}

/** Everything that is known of one document while arbitraries are made from it; each thing is worked out once. */
export interface Compilation {
  readonly root: JsonObject;
  readonly oracle: Oracle;
  readonly resolve: Resolve;
  /** The conjunction of these schemas: the same object for the same schemas. */
  conjunction(schemas: readonly Located[]): Conjunction;
  /** Whether a value satisfies one schema; true where the oracle cannot judge the schema apart from its document. */
  satisfies(located: Located, value: unknown): boolean;
  /** Whether a string has a format; always, where the format is not known. */
  readonly hasFormat: (format: string, text: string) => boolean;
}

/** A compilation of the document `root`, with others that its references may name. */
export function compilationOf(
  root: JsonObject,
  documents: Readonly<Record<string, JsonObject>> = {},
): Compilation {
  const oracle = oracleOf(root, documents);
  const resolve = resolverOf(root, documents, (uri) => oracle.document(uri));
  const [flattener, strict] = [flattenerOf(resolve), flattenerOf(resolve, true)];
  const conjunctions = new Map<string, Conjunction>();
  const checks = new Map<string, (value: unknown) => boolean>();
  const conjunction = (schemas: readonly Located[]): Conjunction => {
    const distinct = [...new Map(schemas.map((located) => [located.key, located])).values()];
    const key = distinct.map((located) => `#${located.key}`).join('\n');
    const known = conjunctions.get(key) ?? lazily(distinct, flattener, strict);
    conjunctions.set(key, known);
    return known;
  };
  const satisfies = (located: Located, value: unknown): boolean => {
    const check = checks.get(located.key) ?? leniently(() => accepting(located, oracle));
    checks.set(located.key, check);
    return check(value);
  };
  const hasFormat = (format: string, text: string) =>
    satisfies({ schema: { format }, pointer: '', base: '', derived: true, key: `format ${format}` }, text);
  return { root, oracle, resolve, conjunction, satisfies, hasFormat };
}

/** Says whether a value satisfies a schema; throws where the oracle cannot compile it. */
export function accepting(located: Located, oracle: Oracle): (value: unknown) => boolean {
  return oracle.accepts(judged(located), located.derived ? resourceOf(located) : undefined);
}

/** What cannot be judged is accepted: the whole value is judged at the end. */
function leniently(make: () => (value: unknown) => boolean): (value: unknown) => boolean {
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch {
      return otherwise;
    }
  };
  const check = attempt(make, () => true);
  return (value) => attempt(() => check(value), true);
}

/** The document that a derived schema comes from, where that is not the root. */
function resourceOf({ base }: Located): string | undefined {
  return base === '' || base === ROOT_URI ? undefined : base;
}

/** What the oracle is asked to compile for a schema. */
export function judged(located: Located): Located['schema'] {
  if (located.derived || typeof located.schema === 'boolean') return located.schema;
  const { pointer } = located;
  // A name in a pointer may hold a `#` as well.
  const inRoot = pointer === '' || pointer.startsWith('/');
  const start = inRoot ? 0 : pointer.indexOf('#') + 1;
  const fragment = encodeURI(pointer.slice(start)).replaceAll('#', '%23');
  return { $ref: `${inRoot ? '#' : pointer.slice(0, start)}${fragment}` };
}

function lazily(schemas: readonly Located[], plain: Flattener, exclusive: Flattener): Conjunction {
  let alternatives: readonly Alternative[] | undefined;
  let strict: readonly Alternative[] | undefined;
  return {
    schemas,
    pointer: schemas[0]?.pointer ?? '',
    get alternatives() {
      return (alternatives ??= plain.flatten(schemas));
    },
    get strict() {
      return (strict ??= exclusive.flatten(schemas));
    },
  };
}
