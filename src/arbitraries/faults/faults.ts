import { aboveMost, belowLeast } from './bounds.ts';
import type { Fault } from './candidate.ts';
import { notListed } from './enumerated.ts';
import { repeatedItem, surplusItem, tooFewItems, tooManyItems } from './items.ts';
import { tooLong, tooShort } from './lengths.ts';
import { badName, dependentMissing, missing, tooFewMembers, tooManyMembers, undeclared } from './members.ts';
import { impossible } from './impossible.ts';
import { notMultiple } from './multiple-of.ts';
import { malformed, unmatched } from './texts.ts';
import { otherType } from './typed.ts';

/** For each keyword the values that may break it; of keywords that are not here only what their negation gives. */
export const faults: Readonly<Record<string, Fault>> = {
  'false schema': impossible,
  type: otherType,
  enum: notListed,
  const: notListed,
  minimum: belowLeast,
  exclusiveMinimum: belowLeast,
  maximum: aboveMost,
  exclusiveMaximum: aboveMost,
  multipleOf: notMultiple,
  minLength: tooShort,
  maxLength: tooLong,
  pattern: unmatched,
  format: malformed,
  required: missing,
  dependentRequired: dependentMissing,
  dependencies: dependentMissing,
  additionalProperties: undeclared,
  unevaluatedProperties: undeclared,
  minProperties: tooFewMembers,
  maxProperties: tooManyMembers,
  propertyNames: badName,
  minItems: tooFewItems,
  maxItems: tooManyItems,
  uniqueItems: repeatedItem,
  items: surplusItem,
  unevaluatedItems: surplusItem,
};
