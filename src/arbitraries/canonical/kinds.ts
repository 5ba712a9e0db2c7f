import type { Json } from '../../contract/json.ts';

/** The types that JSON values have; an integer is a number without fraction. */
export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** Every kind, simplest first. */
export const kinds: readonly Kind[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** The kind of a JSON value. */
export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}

/** The kinds that a `type` keyword allows; `integer` counts as number. */
export function kindsOf(type: Json | undefined): readonly Kind[] {
  if (type === undefined) return kinds;
  const names = Array.isArray(type) ? type : [type];
  return kinds.filter((kind) => names.includes(kind) || (kind === 'number' && names.includes('integer')));
}
