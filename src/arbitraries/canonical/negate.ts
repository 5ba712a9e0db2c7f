import { isJsonObject, textOf } from '../../contract/json.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { Schema } from '../oracle.ts';
import { kinds } from './kinds.ts';
import { nameMatching, nameOutside } from './names.ts';

type Negation = (value: Json, schema: JsonObject) => readonly Schema[];

const not = (schema: Json): JsonObject => ({ not: schema });
const numberWhere =
  (keyword: string): Negation =>
  (value) => [{ type: 'number', [keyword]: value }];
const ofKind = (type: string, keyword: string, step: number): Negation => {
  return (value) => [{ type, [keyword]: Number(value) + step }];
};
/** Keywords without opposite: `not` with one of them alone is read as a facet (see facet-negation). */
const facet =
  (keyword: string): Negation =>
  (value) => [not({ [keyword]: value })];
const member = (name: string, schema: Json): JsonObject => {
  return { type: 'object', required: [name], properties: { [name]: schema } };
};
const itemAt = (index: number, schema: Json): JsonObject => {
  const prefixItems = [...Array.from({ length: index }, () => true), schema];
  return { type: 'array', minItems: index + 1, prefixItems };
};
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const entries = (value: Json | undefined) => (isJsonObject(value) ? Object.entries(value) : []);

/** For each keyword the schemas of which a value satisfies one exactly when it breaks the keyword (`$ref` apart; `unevaluated…` in so far as nothing else evaluates the place). */
const negations: Readonly<Record<string, Negation>> = {
  type: negatedType,
  enum: facet('enum'),
  const: facet('const'),
  multipleOf: facet('multipleOf'),
  pattern: facet('pattern'),
  format: facet('format'),
  uniqueItems: (value) => (value === true ? [not({ uniqueItems: true })] : []),
  minimum: numberWhere('exclusiveMaximum'),
  maximum: numberWhere('exclusiveMinimum'),
  exclusiveMinimum: numberWhere('maximum'),
  exclusiveMaximum: numberWhere('minimum'),
  minLength: ofKind('string', 'maxLength', -1),
  maxLength: ofKind('string', 'minLength', 1),
  minItems: ofKind('array', 'maxItems', -1),
  maxItems: ofKind('array', 'minItems', 1),
  minProperties: ofKind('object', 'maxProperties', -1),
  maxProperties: ofKind('object', 'minProperties', 1),
  prefixItems: (value) => list(value).map((schema, index) => itemAt(index, not(schema))),
  items: (value, { prefixItems }) => [itemAt(list(prefixItems).length, not(value))],
  contains: negatedContains,
  properties: (value) => entries(value).map(([name, schema]) => member(name, not(schema))),
  patternProperties: (value) =>
    entries(value).flatMap(([pattern, schema]) => {
      const name = nameMatching(pattern);
      return name === undefined ? [] : [member(name, not(schema))];
    }),
  additionalProperties: (value, schema) => [member(nameOutside(schema), not(value))],
  unevaluatedProperties: (value, schema) => [member(nameOutside(schema), not(value))],
  unevaluatedItems: (value, { prefixItems }) => [itemAt(list(prefixItems).length, not(value))],
  propertyNames: (value) => [{ type: 'object', minProperties: 1, propertyNames: not(value) }],
  required: (value) => list(value).map((name) => ({ type: 'object', properties: { [textOf(name)]: false } })),
  dependentRequired: negatedDependencies,
  dependencies: negatedDependencies,
  dependentSchemas: negatedDependencies,
  allOf: (value) => list(value).map(not),
  anyOf: (value) => [{ allOf: list(value).map(not) }],
  oneOf: (value) => [{ allOf: list(value).map(not) }, ...pairs(list(value))],
  not: (value) => [value as Schema],
  if: (condition, { then = true, else: otherwise = true }) => [
    { allOf: [condition, not(then)] },
    { allOf: [not(condition), not(otherwise)] },
  ],
};

/** The ways to break one keyword of a schema; none for a keyword that nothing breaks. */
export function negatedKeyword(schema: JsonObject, keyword: string): readonly Schema[] {
  const value = schema[keyword];
  return value === undefined ? [] : (negations[keyword]?.(value, schema) ?? []);
}

/** The ways to break a schema, one keyword each, leaving out `$ref`. */
export function negated(schema: Schema): readonly Schema[] {
  if (typeof schema === 'boolean') return schema ? [] : [true];
  return Object.keys(schema).flatMap((keyword) => negatedKeyword(schema, keyword));
}

function negatedType(value: Json): readonly Schema[] {
  const types = Array.isArray(value) ? value : [value];
  const others = kinds.filter(
    (kind) => !types.includes(kind) && !(kind === 'number' && types.includes('integer')),
  );
  const fraction: Schema[] =
    types.includes('integer') && !types.includes('number')
      ? [{ type: 'number', ...not({ type: 'integer' }) }]
      : [];
  return [...others.map((type) => ({ type })), ...fraction];
}

function negatedContains(value: Json, { minContains = 1, maxContains }: JsonObject): readonly Schema[] {
  const contains = (min: number, max?: number): JsonObject => {
    return {
      type: 'array',
      contains: value,
      minContains: min,
      ...(max === undefined ? {} : { maxContains: max }),
    };
  };
  const [min, max] = [Number(minContains), maxContains];
  const fewer = min < 1 ? [] : min === 1 ? [{ type: 'array', items: not(value) }] : [contains(0, min - 1)];
  return typeof max === 'number' ? [...fewer, contains(max + 1)] : fewer;
}

/** Names that a name requires, or a schema that it applies. */
function negatedDependencies(value: Json): readonly Schema[] {
  return entries(value).flatMap(([trigger, needed]): Schema[] => {
    const present = member(trigger, true);
    if (!Array.isArray(needed)) return [{ allOf: [present, not(needed)] }];
    return needed.map((name) => ({ allOf: [present, { properties: { [textOf(name)]: false } }] }));
  });
}

function pairs(schemas: readonly Json[]): readonly Schema[] {
  return schemas.flatMap((one, index) => schemas.slice(index + 1).map((other) => ({ allOf: [one, other] })));
}
