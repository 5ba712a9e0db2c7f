export { boundary } from './boundary.ts';
export { UnbreakableSchema, UnsatisfiableSchema } from './errors.ts';
export { invalid } from './invalid.ts';
export { valid } from './valid.ts';
export { violations } from './violations.ts';
export type { Violation } from './violations.ts';
