import { expect, test } from '@playwright/test';
import { documentFromOpenApi30, schemaFromOpenApi30 } from '../../../src/contract/openapi30.ts';

test('openapi30: nullable, exclusive bounds and siblings of $ref', () => {
  const schema = {
    type: 'object',
    nullable: true,
    properties: {
      nullable: { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      other: { $ref: '#/components/schemas/X', nullable: true, description: 'ignored' },
    },
    additionalProperties: { type: 'string', nullable: true },
    allOf: [{ nullable: true }],
  };
  expect(schemaFromOpenApi30(schema)).toEqual({
    type: ['object', 'null'],
    properties: {
      nullable: { type: 'integer', exclusiveMinimum: 1, maximum: 9 },
      other: { $ref: '#/components/schemas/X' },
    },
    additionalProperties: { type: ['string', 'null'] },
    allOf: [{}],
  });
});

test('openapi30: every Schema Object of a document, and nothing else', () => {
  const parameter = { name: 'n', in: 'query', schema: { type: 'string', nullable: true } };
  const document = {
    openapi: '3.0.3',
    paths: {
      '/schema': {
        get: {
          parameters: [parameter],
          responses: {
            '200': { content: { 'application/json': { example: { schema: { nullable: true } } } } },
          },
        },
      },
    },
    components: { schemas: { schema: { type: 'number', minimum: 0, exclusiveMinimum: true } } },
  };
  const before = structuredClone(document);
  expect(documentFromOpenApi30(document)).toEqual({
    ...document,
    paths: {
      '/schema': {
        get: {
          ...document.paths['/schema'].get,
          parameters: [{ ...parameter, schema: { type: ['string', 'null'] } }],
        },
      },
    },
    components: { schemas: { schema: { type: 'number', exclusiveMinimum: 0 } } },
  });
  expect(document).toEqual(before);
});
