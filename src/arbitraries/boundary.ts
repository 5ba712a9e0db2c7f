import type { Json, JsonObject } from '../contract/json.ts';
import { accepting } from './compilation.ts';
import { edgesOf } from './edges/edges.ts';
import type { HostOptions } from './options.ts';
import type { Schema } from './oracle.ts';
import { subjectOf } from './subject.ts';
import { validOf } from './valid.ts';

/**
 * The edge values of a schema, all valid: each bound, enum member, branch and type, optional members present and absent, shortest and
 * longest strings and arrays; first a small set that shows them all, then one change at a time, then what lies next to the edges.
 * Finite, and the same each time. With a host, each value is the host with one place changed. Throws as `valid` does.
 */
export function* boundary(schema: Schema, root?: JsonObject, options: HostOptions = {}): Iterable<Json> {
  const subject = subjectOf(schema, root, options);
  // Says so at once when nothing can satisfy the schema.
  validOf(subject, options);
  const accepts = accepting(subject.located, subject.compilation.oracle);
  for (const { value } of edgesOf(subject.conjunction, options.host, subject, 0))
    if (accepts(value)) yield value;
}
