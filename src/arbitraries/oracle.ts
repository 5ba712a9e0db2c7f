import type { JsonObject } from '../contract/json.ts';
import { compile, metaschema } from '../validators/json-schema.ts';
import type { Failure, Schema, SchemaCheck } from '../validators/json-schema.ts';

export type { Failure, Schema };

/** Judges values by the validator that the suite trusts. */
export interface Oracle {
  /** Whether a value satisfies the schema; `base`: the document into which its `#/…` point, default the root. */
  accepts(schema: Schema, base?: string): (value: unknown) => boolean;
  /** Everything that a value breaks. */
  failures(schema: Schema): SchemaCheck;
  /** A document that the oracle knows by itself: the metaschemas. */
  document(uri: string): JsonObject | undefined;
}

/** The oracle for schemas whose references resolve in `root` and in `documents` (by absolute URI). */
export function oracleOf(root: JsonObject, documents: Readonly<Record<string, JsonObject>>): Oracle {
  return {
    accepts(schema, base) {
      const check = compile(schema, root, {
        documents,
        ...(base === undefined ? {} : { base }),
      });
      return (value) => check(value).length === 0;
    },
    failures: (schema) => compile(schema, root, { documents }),
    document: metaschema,
  };
}
