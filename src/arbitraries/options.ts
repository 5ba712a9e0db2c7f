import type { Json, JsonObject } from '../contract/json.ts';

/** What every entry point takes. */
export interface Options {
  /** Leaves out what does not travel that way: `readOnly` members of a request, `writeOnly` members of a response. */
  readonly direction?: 'request' | 'response';
  /** Nesting up to which optional parts are built; default 5. */
  readonly maxDepth?: number;
  /** Further documents that a `$ref` may name, by absolute URI. */
  readonly documents?: Readonly<Record<string, JsonObject>>;
}

/** What the entry points take that change one place of a value. */
export interface HostOptions extends Options {
  /** A valid instance: everything but the place that is changed stays as it is here. */
  readonly host?: Json;
}
