import { near } from './candidate.ts';
import type { Fault } from './candidate.ts';

/** Breaks a schema that is `false`: by anything that stands there. */
export const impossible: Fault = () => [
  near(null, 'null where nothing may stand'),
  near('x', 'a string where nothing may stand'),
  near(0, 'zero where nothing may stand'),
  near({}, 'an object where nothing may stand'),
];
