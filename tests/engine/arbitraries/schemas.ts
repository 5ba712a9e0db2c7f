import type { JsonObject } from '../../../src/contract/json.ts';

/** What the schemas below refer to: recursion, choices, composition. */
export const root: JsonObject = {
  components: {
    schemas: {
      Tree: {
        type: 'object',
        required: ['value'],
        properties: {
          value: { type: 'integer' },
          children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        },
      },
      Chain: {
        type: 'object',
        properties: { next: { $ref: '#/components/schemas/Chain' } },
        additionalProperties: false,
      },
      Cat: {
        type: 'object',
        required: ['kind', 'lives'],
        properties: { kind: { type: 'string' }, lives: { type: 'integer', minimum: 1 } },
      },
      Dog: {
        type: 'object',
        required: ['kind', 'tricks'],
        properties: { kind: { type: 'string' }, tricks: { type: 'array', items: { type: 'string' } } },
      },
      Base: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string', format: 'uuid', readOnly: true }, name: { type: 'string' } },
      },
      Secret: {
        type: 'object',
        required: ['password'],
        properties: { password: { type: 'string', writeOnly: true } },
      },
    },
  },
};

/** Schemas that together use every keyword, by the keyword that each is about. */
export const schemas: Readonly<Record<string, JsonObject | true>> = {
  anything: true,
  'type null': { type: 'null' },
  'type boolean': { type: 'boolean' },
  'type integer': { type: 'integer' },
  'type list': { type: ['string', 'null', 'integer'] },
  const: { const: { a: [1, 'x', null] } },
  enum: { enum: ['view', 'download', 3, null, true, { a: 1 }] },
  'enum with type': { type: 'string', enum: ['asc', 'desc'] },
  'minimum and maximum': { type: 'number', minimum: 1, maximum: 1440 },
  'exclusive bounds': { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
  'integer bounds': { type: 'integer', minimum: -3, exclusiveMaximum: 4 },
  multipleOf: { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 10 },
  'two multipleOf': { type: 'integer', allOf: [{ multipleOf: 6 }, { multipleOf: 4 }] },
  'string lengths': { type: 'string', minLength: 2, maxLength: 5 },
  pattern: { type: 'string', pattern: '^[A-Z]{2,4}-\\d+$' },
  'pattern with lengths': { type: 'string', pattern: '^[a-z][a-z0-9-]*$', minLength: 20, maxLength: 24 },
  'pattern with look-ahead': { type: 'string', pattern: '^(?=.*\\d)[a-z\\d]{4,}$' },
  'pattern with word boundary': { type: 'string', pattern: '\\bfoo\\b' },
  'items and counts': { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 4 },
  prefixItems: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
  uniqueItems: { type: 'array', items: { enum: [1, 2, 3, 4] }, uniqueItems: true, minItems: 2 },
  contains: {
    type: 'array',
    items: { type: 'integer' },
    contains: { minimum: 100 },
    minContains: 2,
    maxContains: 3,
  },
  unevaluatedItems: { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: false },
  'properties and required': {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'string', minLength: 1 }, b: { type: 'number', default: 7 } },
  },
  additionalProperties: {
    type: 'object',
    properties: { a: { type: 'integer' } },
    additionalProperties: false,
  },
  'additionalProperties with a schema': { type: 'object', additionalProperties: { type: 'boolean' } },
  patternProperties: {
    type: 'object',
    patternProperties: { '^x-[a-z]+$': { type: 'integer' } },
    additionalProperties: false,
  },
  propertyNames: { type: 'object', propertyNames: { pattern: '^[a-z]{1,3}$' }, minProperties: 1 },
  'property counts': { type: 'object', minProperties: 2, maxProperties: 3 },
  dependentRequired: {
    type: 'object',
    properties: { a: { type: 'null' }, b: { type: 'null' } },
    dependentRequired: { a: ['b'] },
  },
  dependentSchemas: {
    type: 'object',
    properties: { a: true },
    dependentSchemas: { a: { required: ['c'], properties: { c: { type: 'integer' } } } },
  },
  unevaluatedProperties: {
    type: 'object',
    allOf: [{ properties: { a: { type: 'string' } } }],
    anyOf: [
      { required: ['b'], properties: { b: { type: 'integer' } } },
      { required: ['c'], properties: { c: { type: 'null' } } },
    ],
    unevaluatedProperties: false,
  },
  allOf: {
    allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { type: 'integer', minimum: 1 } } }],
  },
  anyOf: {
    anyOf: [
      { type: 'string', minLength: 3 },
      { type: 'integer', maximum: 0 },
    ],
  },
  oneOf: {
    oneOf: [
      { type: 'integer', minimum: 10 },
      { type: 'number', maximum: 20 },
    ],
  },
  not: { type: 'integer', not: { minimum: 0, maximum: 10 } },
  'not a list': { type: 'string', not: { enum: ['a', 'b'] } },
  'if-then-else': {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: ['a', 'b'] }, n: { type: 'integer' } },
    if: { properties: { kind: { const: 'a' } } },
    then: { required: ['n'] },
    else: { properties: { n: false } },
  },
  $ref: { $ref: '#/components/schemas/Tree' },
  'optional recursion': { $ref: '#/components/schemas/Chain' },
  discriminator: {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
    },
  },
  nullable: { anyOf: [{ $ref: '#/components/schemas/Cat' }, { type: 'null' }] },
  '$defs and $anchor': {
    $defs: { Name: { $anchor: 'name', type: 'string', minLength: 1 } },
    type: 'array',
    items: { $ref: '#name' },
    minItems: 1,
  },
};

/** Formats that ajv checks, of strings. */
export const formats = (
  'date-time date time duration uri uri-reference uri-template url email hostname ipv4 ipv6 uuid regex json-pointer ' +
  'json-pointer-uri-fragment relative-json-pointer byte'
).split(' ');

/** The document that a schema's references resolve in: `$defs` and `$anchor` are its own. */
export function rootOf(schema: JsonObject | boolean): JsonObject | undefined {
  return typeof schema === 'object' && '$defs' in schema ? undefined : root;
}
