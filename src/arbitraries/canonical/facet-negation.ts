import { isJsonObject } from '../../contract/json.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Located } from '../located.ts';
import { anything } from './alternative.ts';
import type { Alternative } from './alternative.ts';

/** What it says to refuse a schema that is one keyword without opposite; undefined for any other schema. */
export function facetNegation({ schema }: Located): Alternative | undefined {
  if (!isJsonObject(schema) || Object.keys(schema).length !== 1) return undefined;
  return ofSingleKeyword(schema);
}

function ofSingleKeyword({
  multipleOf,
  pattern,
  format,
  uniqueItems,
  type,
  ...values
}: JsonObject): Alternative | undefined {
  const { number, string, array } = anything;
  if (typeof multipleOf === 'number') {
    return { ...anything, kinds: ['number'], number: { ...number, notMultiples: [multipleOf] } };
  }
  if (typeof pattern === 'string') {
    return { ...anything, kinds: ['string'], string: { ...string, notPatterns: [pattern] } };
  }
  if (typeof format === 'string') {
    return { ...anything, kinds: ['string'], string: { ...string, notFormats: [format] } };
  }
  if (uniqueItems === true) return { ...anything, kinds: ['array'], array: { ...array, repeated: true } };
  if (type === 'integer') return { ...anything, number: { ...number, fractional: true } };
  return excluding(values);
}

function excluding(values: JsonObject): Alternative | undefined {
  if (Array.isArray(values.enum)) return { ...anything, excluded: values.enum };
  return values.const === undefined ? undefined : { ...anything, excluded: [values.const] };
}
