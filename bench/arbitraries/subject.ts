import type { JsonObject } from '../../src/contract/json.ts';
import type { Schema } from '../../src/validators/json-schema.ts';

/** A schema to measure generators on. */
export interface BenchSubject {
  /** Where it comes from: file and pointer or description; unique. */
  readonly name: string;
  readonly schema: Schema;
  readonly root: JsonObject | undefined;
  readonly documents: Readonly<Record<string, JsonObject>>;
}
