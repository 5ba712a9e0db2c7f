export { ExhaustedSearch, UnbreakableSchema, UnsatisfiableSchema } from './errors.ts';
export type { HostOptions, Options } from './options.ts';
export { valid } from './valid.ts';
export { violations } from './violations.ts';
export type { Violation } from './violations.ts';
export { boundary } from './boundary.ts';
export { invalid } from './invalid.ts';
