import type { Json, JsonObject } from '../../contract/json.ts';

/** How far from valid a value looks: one step past, another value that a lax reader takes for a valid one, or plainly wrong. */
export type Distance = 'near' | 'alike' | 'far';

/** Distances, in the order in which they are tried. */
export const distances: readonly Distance[] = ['near', 'alike', 'far'];

/** A value that may break a keyword; what it breaks is judged later. */
export interface Candidate {
  readonly value: Json;
  /** What is wrong with it, in a few words that do not depend on the host. */
  readonly note: string;
  readonly distance: Distance;
}

/** The place to break: a keyword in a schema, and valid values that stand there. */
interface Place {
  readonly schema: JsonObject;
  readonly keyword: string;
  /** The valid value that stands there, then other valid ones. */
  readonly values: readonly Json[];
}

/** Values that may break one keyword. */
export type Fault = (place: Place) => Iterable<Candidate>;

/** A value one step past what is allowed. */
export function near(value: Json, note: string): Candidate {
  return { value, note, distance: 'near' };
}

/** A value that a lax reader takes for a valid one. */
export function alike(value: Json, note: string): Candidate {
  return { value, note, distance: 'alike' };
}

/** A plainly wrong value. */
export function far(value: Json, note: string): Candidate {
  return { value, note, distance: 'far' };
}
