import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from '../contract/json.ts';
import { pointerOf } from '../contract/pointer.ts';
import type { Schema } from './oracle.ts';

/** A schema and where it stands. */
export interface Located {
  readonly schema: Schema;
  /** JSON pointer in the root, or `uri#pointer` in another document; of a derived schema: the one it is derived from. */
  readonly pointer: string;
  /** URI against which its references resolve. */
  readonly base: string;
  /** True where the schema is not in any document but made from one that is. */
  readonly derived: boolean;
  /** The same for the same schema at the same place. */
  readonly key: string;
}

/** Base URI of the root, where it has no `$id`. */
export const ROOT_URI = 'https://document.invalid/';

/** A schema that stands in a document. */
export function placed(schema: Json, pointer: string, base: string): Located {
  return { schema: schemaOf(schema), pointer, base: baseOf(schema, base), derived: false, key: pointer };
}

/** A schema made from one that stands at `from`. */
export function derived(schema: Schema, from: Located): Located {
  const base = baseOf(schema, from.base);
  return { schema, pointer: from.pointer, base, derived: true, key: `${base} ${JSON.stringify(schema)}` };
}

/** The schema under a keyword, or under a member or index of it. */
function below(parent: Located, ...tokens: readonly (string | number)[]): Located {
  let value: Json | undefined = parent.schema;
  for (const token of tokens) value = member(value, token);
  if (parent.derived) return derived(schemaOf(value ?? true), parent);
  return placed(value ?? true, parent.pointer + pointerOf(...tokens), parent.base);
}

/** A keyword's value: undefined where the schema does not have it. */
export function keyword(located: Located, name: string): Json | undefined {
  return member(located.schema, name);
}

/** The schemas in a list keyword (`allOf`, `prefixItems`). */
export function listed(located: Located, name: string): readonly Located[] {
  const list = keyword(located, name);
  return Array.isArray(list) ? list.map((_, index) => below(located, name, index)) : [];
}

/** The schemas in a map keyword (`properties`, `$defs`), by name. */
export function named(located: Located, name: string): readonly (readonly [string, Located])[] {
  const map = keyword(located, name);
  return isJsonObject(map) ? Object.keys(map).map((key) => [key, below(located, name, key)] as const) : [];
}

/** The schema under a keyword, if the keyword is there. */
export function single(located: Located, name: string): Located | undefined {
  return keyword(located, name) === undefined ? undefined : below(located, name);
}

function member(value: Json | undefined, token: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  return isJsonObject(value) && Object.hasOwn(value, String(token)) ? value[String(token)] : undefined;
}

function schemaOf(value: Json): Schema {
  return isJsonObject(value) || typeof value === 'boolean' ? value : true;
}

function baseOf(schema: Json, base: string): string {
  const id = isJsonObject(schema) ? schema.$id : undefined;
  return typeof id === 'string' && URL.canParse(id, base) ? new URL(id, base).href.replace(/#$/, '') : base;
}

/** An object schema, or undefined for a boolean one. */
export function keywordsOf(located: Located): JsonObject | undefined {
  return isJsonObject(located.schema) ? located.schema : undefined;
}
