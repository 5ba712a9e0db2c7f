import type { Json, JsonObject } from '../../contract/json.ts';
import type { Conjunction } from '../compilation.ts';
import { keywordsOf } from '../located.ts';
import { samples } from '../sample.ts';
import type { Subject } from '../subject.ts';

/** Values for a place that a host lacks: those that the author of a schema gives, then drawn ones. */
export function standIns(conjunction: Conjunction, { builder }: Subject): readonly Json[] {
  const written = conjunction.schemas.flatMap((one) => authored(keywordsOf(one) ?? {}));
  return [...written, ...samples(conjunction, builder, 6)];
}

function authored({ default: usual, examples, example }: JsonObject): readonly Json[] {
  return [usual, ...(Array.isArray(examples) ? examples : []), example].filter(
    (value) => value !== undefined,
  );
}
